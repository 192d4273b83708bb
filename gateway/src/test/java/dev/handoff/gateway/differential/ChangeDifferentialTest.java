package dev.handoff.gateway.differential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that change between two requests, or while they are sent. */
// proves handoff-protocol: E7 G10 G12
// proves file-responses: C2 C3 F17 G7 I2-I5
final class ChangeDifferentialTest extends Differential {
  private static final String GET = "GET /f HTTP/1.1\r\nHost: files.example\r\n\r\n";
  private static final long MORE_THAN_BUFFERS = 64L << 20;

  private Path file(Front front, String name) {
    String own = front + "-" + name;
    stage().app().forget().always(Answer.of(200, "X-Accel-Redirect: /_files/" + own));
    return stage().tree().files().resolve(own);
  }

  private RawResponse ask(Front front) {
    return Stage.exchange(stage().address(front), new Cells.Request("GET", GET));
  }

  private static void write(Path file, String content, FileTime modified) throws IOException {
    Files.write(file, content.getBytes(UTF_8));
    Files.setLastModifiedTime(file, modified);
  }

  private static void writeNow(Path file) {
    try {
      Files.writeString(file, "young");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "G12 {0}: a file replaced by rename is the new one at once")
  @EnumSource(Front.class)
  void replaced(Front front) throws IOException {
    Path file = file(front, "replaced.txt");
    write(file, "old", FileTime.from(Tree.MODIFIED));
    assertThat(ask(front).text()).isEqualTo("old");

    Path next = file.resolveSibling(front + "-next");
    write(next, "new", FileTime.from(Tree.MODIFIED));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(ask(front).text()).isEqualTo("new");
  }

  @ParameterizedTest(name = "G12 {0}: a file written over is the new one at once")
  @EnumSource(Front.class)
  void writtenOver(Front front) throws IOException {
    Path file = file(front, "written.txt");
    write(file, "old", FileTime.from(Tree.MODIFIED));
    assertThat(ask(front).text()).isEqualTo("old");

    write(file, "new!", FileTime.from(Tree.MODIFIED));

    assertThat(ask(front).text()).isEqualTo("new!");
  }

  @ParameterizedTest(name = "I5 {0}: a deleted file is gone at once")
  @EnumSource(Front.class)
  void deleted(Front front) throws IOException {
    Path file = file(front, "deleted.txt");
    write(file, "old", FileTime.from(Tree.MODIFIED));
    assertThat(ask(front).text()).isEqualTo("old");

    Files.delete(file);

    assertThat(ask(front).status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "E7 C2 {0}: two versions of one second have two tags")
  @EnumSource(value = Front.class, names = "GATEWAY")
  void tagsSeeNanoseconds(Front front) throws IOException {
    Path file = file(front, "nanoseconds.txt");
    write(file, "old", FileTime.from(Tree.MODIFIED));
    String old = ask(front).field("ETag").orElseThrow();

    write(file, "new", FileTime.from(Tree.MODIFIED.plusNanos(1000)));

    assertThat(ask(front).field("ETag").orElseThrow()).isNotEqualTo(old);
  }

  @ParameterizedTest(name = "C3 G7 {0}: the tag of a file just written is weak")
  @EnumSource(value = Front.class, names = "GATEWAY")
  void youngFilesHaveAWeakTag(Front front) {
    Path file = file(front, "young.txt");
    // On a busy machine a file may have grown old before it is asked for.
    Within.patience(
        "a weak tag for a file that was just written",
        () -> {
          writeNow(file);
          return ask(front).field("ETag").orElseThrow().startsWith("W/\"");
        });
  }

  @ParameterizedTest(name = "G10 I3 {0}: a file that shrinks while it is sent cuts the connection")
  @EnumSource(Front.class)
  void shrinking(Front front) throws IOException {
    Path path = file(front, "shrinking.bin");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(MORE_THAN_BUFFERS);
    }
    try (RawClient client = RawClient.connect(stage().address(front))) {
      client.send(GET).receiveOctets("HTTP/1.1 200 OK".length());
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(1);
      }
      assertThat(client.receiveUntilEnd()).isLessThan(MORE_THAN_BUFFERS);
    }
  }

  @ParameterizedTest(name = "F17 {0}: a part that cannot be sent whole cuts the connection")
  @EnumSource(Front.class)
  void shrinkingInALaterPart(Front front) throws IOException {
    Path path = file(front, "parts.bin");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(MORE_THAN_BUFFERS);
    }
    try (RawClient client = RawClient.connect(stage().address(front))) {
      String last = "bytes=0-9,1000-" + (MORE_THAN_BUFFERS - 1000);
      client.send(GET.replace("\r\n\r\n", "\r\nRange: " + last + "\r\n\r\n"));
      client.receiveOctets("HTTP/1.1 206 Partial Content\r\n".length());
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(2000);
      }
      assertThat(client.receiveUntilEnd()).isLessThan(MORE_THAN_BUFFERS - 2000);
    }
  }

  @ParameterizedTest(name = "I4 {0}: a file that grows while it is sent ends where it was said to")
  @EnumSource(Front.class)
  void growing(Front front) throws IOException {
    Path path = file(front, "growing.bin");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(MORE_THAN_BUFFERS);
    }
    try (RawClient client = RawClient.connect(stage().address(front))) {
      client.send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      client.receiveOctets("HTTP/1.1 200 OK".length());
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(MORE_THAN_BUFFERS + 1000);
      }
      assertThat(client.receiveUntilEnd()).isBetween(MORE_THAN_BUFFERS, MORE_THAN_BUFFERS + 900);
    }
  }

  @ParameterizedTest(name = "I2 {0}: a file replaced while it is sent goes on as it was")
  @EnumSource(Front.class)
  void replacedWhileSent(Front front) throws IOException {
    Path path = file(front, "sending.bin");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(MORE_THAN_BUFFERS);
    }
    try (RawClient client = RawClient.connect(stage().address(front))) {
      client.send(GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      client.receiveOctets("HTTP/1.1 200 OK".length());
      Path next = path.resolveSibling(front + "-next.bin");
      Files.writeString(next, "short");
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      assertThat(client.receiveUntilEnd()).isGreaterThan(MORE_THAN_BUFFERS);
    }
  }
}
