package consumers.boot35;

import dev.handoff.core.front.Front;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Spring Boot 3.5: the library's beans are made by hand. */
@EnableAutoConfiguration
@Import({Main.FileBeans.class, Main.Reports.class})
public class Main {

  // begin boot35
  @Configuration(proxyBeanMethods = false)
  static class FileBeans {
    @Bean
    FileRoot files(@Value("${files}") Path folder) {
      return FileRoot.at(folder);
    }

    @Bean
    Handoff handoff(FileRoot files) {
      return Handoff.builder().front(Front.auto()).roots(List.of(files)).build();
    }
  }

  @RestController
  static class Reports {
    private final Handoff handoff;
    private final FileRoot files;

    Reports(Handoff handoff, FileRoot files) {
      this.handoff = handoff;
      this.files = files;
    }

    @GetMapping("/reports/{name}")
    void report(
        @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
      // Decide here whether this user may have the file.
      ShallowEtagHeaderFilter.disableContentCaching(request);
      handoff.send(files.file(name).attachment(), request, response);
    }
  }

  // end boot35

  /** Starts the app, and downloads three octets of a file. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("boot35");
    Files.writeString(folder.resolve("data.bin"), "0123456789");
    try (var app =
        SpringApplication.run(
            Main.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--files=" + folder)) {
      String base =
          "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + "/reports/";
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<String> part =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "data.bin"))
                  .header("Range", "bytes=2-4")
                  .build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      HttpResponse<String> none =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "none")).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      System.out.println(
          "boot35: %d %s %s %s, without a file %d"
              .formatted(
                  part.statusCode(),
                  part.body(),
                  part.headers().firstValue("Content-Range").orElse("-"),
                  part.headers().firstValue("Content-Disposition").orElse("-"),
                  none.statusCode()));
    }
    Files.delete(folder.resolve("data.bin"));
    Files.delete(folder);
  }
}
