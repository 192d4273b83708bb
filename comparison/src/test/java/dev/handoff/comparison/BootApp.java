package dev.handoff.comparison;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A Spring Boot app whose controller returns a {@code Resource}, for the benchmark: sent by Spring
 * as it is, or upgraded by {@code handoff.upgrade}.
 */
final class BootApp implements Peer.Running {
  private final ServletWebServerApplicationContext app;

  private BootApp(ServletWebServerApplicationContext app) {
    this.app = app;
  }

  /**
   * @param properties of {@code handoff.*}, in turn names and values
   */
  static BootApp start(Path root, String... properties) {
    Map<String, Object> said = new HashMap<>();
    said.put("server.port", "0");
    said.put("server.address", "127.0.0.1");
    said.put("server.tomcat.max-keep-alive-requests", "-1");
    said.put("spring.main.banner-mode", "off");
    said.put("logging.level.root", "error");
    for (int i = 0; i < properties.length; i += 2) {
      said.put("handoff." + properties[i], properties[i + 1]);
    }
    return new BootApp(
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.SERVLET)
                .properties(said)
                .initializers(context -> context.getBeanFactory().registerSingleton("root", root))
                .run());
  }

  private TomcatWebServer server() {
    return (TomcatWebServer) app.getWebServer();
  }

  @Override
  public int port() {
    return server().getPort();
  }

  @Override
  public int busyThreads() {
    return ((ThreadPoolExecutor)
            server().getTomcat().getConnector().getProtocolHandler().getExecutor())
        .getActiveCount();
  }

  @Override
  public void close() {
    app.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {
    @Bean
    Downloads downloads(Path root) {
      return new Downloads(root);
    }
  }

  @RestController
  static class Downloads {
    private final Path root;

    Downloads(Path root) {
      this.root = root;
    }

    /** As most apps write it. */
    @GetMapping("/files/{name}")
    ResponseEntity<Resource> resource(@PathVariable("name") String name) {
      return ResponseEntity.ok(new FileSystemResource(root.resolve(name)));
    }
  }
}
