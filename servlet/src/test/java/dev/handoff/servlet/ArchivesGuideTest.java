package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.send.ArchiveEntry;
import dev.handoff.core.send.MissingMember;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in docs/archives.md is code that runs: it stands here too, word for word. */
final class ArchivesGuideTest {
  private static final byte[] BYTES = "not really a photo".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final Handoff handoff = Handoff.create();

  private record Photo(String title, String file, long size, long crc32) {}

  private static Photo store(InputStream upload, Path stored) throws IOException {
    // begin crc
    CheckedInputStream in = new CheckedInputStream(upload, new CRC32());
    long size = Files.copy(in, stored);
    long crc32 = in.getChecksum().getValue(); // for the row in the database
    // end crc
    return new Photo("Türme", stored.getFileName().toString(), size, crc32);
  }

  private void download(
      List<Photo> album, HttpServletRequest request, HttpServletResponse response) {
    FileRoot root = FileRoot.at(folder);
    // begin archive
    List<ArchiveEntry> entries = new ArrayList<>();
    for (Photo photo : album) {
      entries.add(
          ArchiveEntry.of("Fotos/" + photo.title() + ".jpg", root.file(photo.file()))
              .size(photo.size())
              .crc32(photo.crc32()));
    }
    SendFile zip = SendFile.archive(entries).attachment("Fotos März.zip");

    handoff.send(zip, request, response);
    // end archive
  }

  @Test
  void aNewcomersArchiveResumes() throws Exception {
    Photo photo = store(new ByteArrayInputStream(BYTES), folder.resolve("p1"));
    try (Container container =
            Kind.TOMCAT.start((request, response) -> download(List.of(photo), request, response));
        Client client = new Client(container.port())) {
      Client.Answer whole = client.ask("GET", "/");
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.text()).startsWith("PK").contains("not really a photo");
      assertThat(client.ask("GET", "/", "Range: bytes=-22").text())
          .isEqualTo(whole.text().substring(whole.body().length - 22));
    }
  }

  @Test
  void thePoliciesAreThere() {
    List<ArchiveEntry> entries = List.of(ArchiveEntry.of("a", SendFile.bytes(BYTES)));
    // begin missing
    SendFile.archive(entries, MissingMember.ABORT); // the default: no archive without it
    SendFile.archive(entries, MissingMember.SKIP); // the others
    SendFile.archive(entries, MissingMember.NOTE); // the others, and "NAME is missing.txt"
    // end missing
    assertThat(SendFile.archive(entries).source())
        .isEqualTo(SendFile.archive(entries, MissingMember.ABORT).source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive", "crc", "missing"})
  void theGuideSaysTheSame(String name) throws Exception {
    Snippets.assertShown("archives.md", ArchivesGuideTest.class, name);
  }
}
