package dev.handoff.comparison;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The download that a Spring MVC app writes without us, with everything Spring offers for it. */
final class SpringApp {
  private SpringApp() {}

  static Peer.Running start(Path root) throws Exception {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.register(Mvc.class);
    context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("root", root));
    return OnTomcat.with(root, new DispatcherServlet(context));
  }

  @Configuration
  @EnableWebMvc
  static class Mvc {
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

    @GetMapping("/files/{name}")
    ResponseEntity<Resource> download(
        @PathVariable("name") String name,
        @RequestParam(name = "as", required = false) String as,
        HttpServletRequest request)
        throws IOException {
      Path file = root.resolve(name).normalize();
      if (!file.startsWith(root) || !Files.isRegularFile(file)) {
        return ResponseEntity.notFound().build();
      }
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      Resource resource = new FileSystemResource(file);
      ResponseEntity.BodyBuilder answer =
          ResponseEntity.ok()
              .contentType(
                  MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM))
              .eTag(facts.size() + "-" + facts.lastModifiedTime().toMillis())
              .lastModified(facts.lastModifiedTime().toMillis());
      if (as != null) {
        ContentDisposition.Builder disposition =
            request.getParameter("inline") != null
                ? ContentDisposition.inline()
                : ContentDisposition.attachment();
        answer.header(
            HttpHeaders.CONTENT_DISPOSITION,
            disposition.filename(as, StandardCharsets.UTF_8).build().toString());
      }
      return answer.body(resource);
    }
  }
}
