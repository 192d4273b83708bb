package com.example.documents;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;

import dev.handoff.core.links.Links;
import dev.handoff.testkit.delivery.DeliveryAssert;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the app promises, asked over real HTTP. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "documents.link-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      "spring.datasource.url=jdbc:h2:mem:documents"
    })
class DocumentsTest {
  private static final String REPORT = "/documents/1/content";
  private static final String FILM = "/documents/2/content?show=true";
  private static final String OF_BEN = "/documents/4/content";

  @TempDir static Path folder;
  @LocalServerPort int port;
  @Autowired Links links;

  @DynamicPropertySource
  static void folder(DynamicPropertyRegistry properties) {
    properties.add("documents.folder", () -> folder);
  }

  @Test
  void aReportIsSavedUnderItsNameAndResumes() {
    asAna(REPORT)
        .hasStatus(200)
        .isAttachment()
        .hasName("Bericht März 2026.pdf")
        .hasBytesOf(folder.resolve("2026/9b1d42.pdf"))
        .resumes()
        .revalidates()
        .isPrivate()
        .neverLeaks(folder, "9b1d42");
  }

  @Test
  void aFilmIsShownAndSeeks() {
    asAna(FILM).hasStatus(200).isInline().hasType("video/webm").seeksLikeSafari();
  }

  @Test
  void whatBelongsToOthersIsUnknown() {
    asAna(OF_BEN).hasStatus(404).hasNoHeader("Content-Disposition");
    asAna("/documents/99/content").hasStatus(404);
  }

  @Test
  void whoIsNotSignedInGetsNothing() {
    assertThatDelivery(url(REPORT)).hasStatus(401);
    assertThatDelivery(url(REPORT))
        .with("Accept", "text/html")
        .hasStatus(302)
        .hasHeader("Location", url("/login"));
  }

  @Test
  void aLinkIsGoodForItsDocumentUntilItEnds() {
    String path = "/shared/1/content";
    assertThatDelivery(url(links.signed(path, Instant.now().plusSeconds(60))))
        .hasStatus(200)
        .hasName("Bericht März 2026.pdf")
        .isPrivate();
    assertThatDelivery(url(path)).hasStatus(403);
    assertThatDelivery(url(links.signed(path, Instant.now().minusSeconds(3600)))).hasStatus(410);
  }

  private DeliveryAssert asAna(String path) {
    return assertThatDelivery(url(path))
        .withBasicAuth("ana", "ana")
        .whereMissingIs("/documents/99/content");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
