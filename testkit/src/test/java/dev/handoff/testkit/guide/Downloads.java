package dev.handoff.testkit.guide;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The app that the guide tests: plain Spring, which the assertions do not mind. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class Downloads {
  private static final long CHANGED = 1_767_323_045_000L;

  @GetMapping("/download/1")
  ResponseEntity<Resource> report() {
    ContentDisposition named =
        ContentDisposition.attachment()
            .filename("Bericht März.pdf", StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .lastModified(CHANGED)
        .header("Content-Disposition", named.toString())
        .body(new ByteArrayResource("twelve bytes".getBytes(StandardCharsets.US_ASCII)));
  }
}
