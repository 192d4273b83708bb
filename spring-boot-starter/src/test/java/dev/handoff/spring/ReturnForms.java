package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** One file, returned in every form there is. */
@SpringBootApplication
@RestController
class ReturnForms {
  static final byte[] CONTENT =
      "0123456789 all work and no play\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
  static final Path FILE = write();

  private static Path write() {
    try {
      Path file = Files.createTempFile("handoff", ".txt");
      file.toFile().deleteOnExit();
      Files.write(file, CONTENT);
      // A file of this very moment may change once more within it, so its tag would be a weak one.
      return Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:20:30Z")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SendFile file() {
    return SendFile.path(FILE);
  }

  @GetMapping("/bare")
  SendFile bare() {
    return file();
  }

  @GetMapping("/object")
  Object object() {
    return file();
  }

  @GetMapping("/entity")
  ResponseEntity<SendFile> entity() {
    return ResponseEntity.ok(file());
  }

  @GetMapping("/http-entity")
  HttpEntity<SendFile> httpEntity() {
    return new HttpEntity<>(file());
  }

  @GetMapping("/wildcard")
  ResponseEntity<?> wildcard() {
    return ResponseEntity.ok(file());
  }

  @GetMapping("/callable")
  Callable<SendFile> callable() {
    return ReturnForms::file;
  }

  @GetMapping("/callable-entity")
  Callable<ResponseEntity<SendFile>> callableEntity() {
    return this::entity;
  }

  @GetMapping("/deferred")
  DeferredResult<SendFile> deferred() {
    DeferredResult<SendFile> result = new DeferredResult<>();
    CompletableFuture.runAsync(() -> result.setResult(file()));
    return result;
  }

  @GetMapping("/future")
  CompletableFuture<SendFile> future() {
    return CompletableFuture.supplyAsync(ReturnForms::file);
  }

  @GetMapping("/future-entity")
  CompletableFuture<ResponseEntity<SendFile>> futureEntity() {
    return CompletableFuture.supplyAsync(this::entity);
  }

  @GetMapping("/resource")
  Resource resource() {
    return new FileSystemResource(FILE);
  }

  @GetMapping("/resource-entity")
  ResponseEntity<Resource> resourceEntity() {
    return ResponseEntity.ok(resource());
  }

  @GetMapping("/path")
  Path path() {
    return FILE;
  }

  @GetMapping("/path-entity")
  ResponseEntity<Path> pathEntity() {
    return ResponseEntity.ok(FILE);
  }

  @GetMapping("/io-file")
  File ioFile() {
    return FILE.toFile();
  }

  @Bean
  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET("/functional", request -> FileServerResponse.of(file()))
        .HEAD("/functional", request -> FileServerResponse.of(file()))
        .route(
            RequestPredicates.path("/functional-async"),
            request ->
                ServerResponse.async(
                    CompletableFuture.supplyAsync(() -> FileServerResponse.of(file()))))
        .build();
  }

  /** No {@code @ResponseBody}: what it returns would name a view. */
  @Controller
  static class Pages {
    @GetMapping("/page")
    SendFile page() {
      return file();
    }
  }
}
