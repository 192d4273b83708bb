package dev.handoff.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** A Boot app on a port of its own, and a client that asks it. */
final class Server implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final String port;

  /** What stands around the app. */
  enum With {
    JETTY,
    SECURITY,
    SHALLOW_ETAG,
    COMPRESSION,
    VIRTUAL_THREADS
  }

  @Configuration(proxyBeanMethods = false)
  static class Around {
    @Bean
    @Profile("!JETTY")
    ServletWebServerFactory tomcat() {
      return new TomcatServletWebServerFactory();
    }

    @Bean
    @Profile("JETTY")
    ServletWebServerFactory jetty() {
      return new JettyServletWebServerFactory();
    }

    @Bean
    @Profile("SECURITY")
    SecurityFilterChain open(HttpSecurity http) {
      return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
          .csrf(csrf -> csrf.disable())
          .build();
    }

    @Bean
    @Profile("SHALLOW_ETAG")
    ShallowEtagHeaderFilter etags() {
      return new ShallowEtagHeaderFilter();
    }
  }

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
    this.port = context.getEnvironment().getProperty("local.server.port", "");
  }

  static Server start(Class<?> app, List<With> with, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("server.port=0");
    all.add("server.address=127.0.0.1");
    all.add("spring.main.banner-mode=off");
    all.add("spring.jmx.enabled=false");
    all.add("logging.level.root=WARN");
    if (with.contains(With.COMPRESSION)) {
      all.add("server.compression.enabled=true");
    }
    if (with.contains(With.VIRTUAL_THREADS)) {
      all.add("spring.threads.virtual.enabled=true");
    }
    if (!with.contains(With.SECURITY)) {
      String security = "org.springframework.boot.security.autoconfigure.";
      all.add(
          "spring.autoconfigure.exclude="
              + String.join(
                  ",",
                  security + "SecurityAutoConfiguration",
                  security + "UserDetailsServiceAutoConfiguration",
                  security + "web.servlet.SecurityFilterAutoConfiguration",
                  security + "web.servlet.ServletWebSecurityAutoConfiguration",
                  security + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration"));
    }
    return new Server(
        new SpringApplicationBuilder(app, Around.class)
            .web(WebApplicationType.SERVLET)
            .profiles(with.stream().map(With::name).toArray(String[]::new))
            .properties(all.toArray(String[]::new))
            .run());
  }

  int port() {
    return Integer.parseInt(port);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Asks for something, with further fields as name, value, name, value. */
  HttpResponse<byte[]> ask(String method, String target, String... fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    context.close();
  }
}
