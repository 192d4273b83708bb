package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.remote.RemoteFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in docs/remote-sources.md is code that compiles: it stands here too, word for word. */
final class RemoteGuideTest {

  static void sends(URI presigned, HttpServletRequest request, HttpServletResponse response) {
    // begin remote
    Handoff handoff =
        Handoff.builder()
            .remote(RemoteRules.allow("https://shop.s3.eu-central-1.amazonaws.com/"))
            .build();

    handoff.send(SendFile.remote(presigned).attachment("Bericht März.pdf"), request, response);
    // end remote
  }

  @Test
  void theRulesAreThere() {
    // begin rules
    RemoteRules rules =
        RemoteRules.allow("http://minio.internal:9000/shop/", "https://*.cdn.example/files/")
            .privateAddresses()
            .redirects(3) // each judged like a URL of the app's; never from https to http
            .connectTimeout(Duration.ofSeconds(5))
            .noProgressTimeout(Duration.ofSeconds(30))
            .atOnce(200); // files that are read at once; more get 503
    // end rules
    assertThat(rules.mayBePrivate("minio.internal")).isTrue();
    RedirectMap map = RedirectMap.parse("/srv/files/=/_files/");
    // begin fronts
    Handoff.builder().front(Front.handoff()).remoteForm(RemoteForm.byUrl());
    Handoff.builder().front(Front.nginx()).map(map).remoteForm(RemoteForm.below("/_remote/"));
    // end fronts
  }

  @Test
  void withoutTheClientEverythingElseWorksAndRemoteFilesAreRefusedAtStart() throws Exception {
    List<URL> locations = new ArrayList<>();
    for (Class<?> part :
        List.of(RemoteRules.class, RemoteFiles.class, Handoff.class, HttpServletRequest.class)) {
      locations.add(part.getProtectionDomain().getCodeSource().getLocation());
    }
    try (URLClassLoader bare =
        new URLClassLoader(locations.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Class<?> handoff = bare.loadClass(Handoff.class.getName());
      assertThat(handoff.getMethod("create").invoke(null)).isNotNull();
      Class<?> rulesType = bare.loadClass(RemoteRules.class.getName());
      Object rules =
          rulesType
              .getMethod("allow", String[].class)
              .invoke(null, (Object) new String[] {"https://store.example/"});
      Object builder = handoff.getMethod("builder").invoke(null);
      builder.getClass().getMethod("remote", rulesType).invoke(builder, rules);
      assertThatThrownBy(() -> builder.getClass().getMethod("build").invoke(builder))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("org.apache.httpcomponents.client5:httpclient5:5.6.4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"remote", "rules", "fronts"})
  void theGuideSaysTheSame(String name) throws Exception {
    Snippets.assertShown("remote-sources.md", RemoteGuideTest.class, name);
  }
}
