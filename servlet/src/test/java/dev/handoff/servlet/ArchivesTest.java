package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.ArchiveEntry;
import dev.handoff.core.send.MissingMember;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives over real HTTP: whole, in parts, resumed, and broken. */
final class ArchivesTest {
  private static final int SIZE = 2_000_000;

  @TempDir Path folder;

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private FileRoot root;
  private byte[] bytes;

  @BeforeEach
  void writeFiles() throws IOException {
    bytes = new byte[SIZE];
    new Random(5).nextBytes(bytes);
    for (String name : List.of("a.bin", "b.bin")) {
      Path file = Files.write(folder.resolve(name), bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:20:31Z")));
    }
    root = FileRoot.at(folder);
  }

  private long crc() {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  private SendFile known() {
    return SendFile.archive(
            List.of(
                ArchiveEntry.of("Fotos/März.bin", root.file("a.bin")).crc32(crc()),
                ArchiveEntry.of("b.bin", root.file("b.bin")).crc32(crc())))
        .attachment("Fotos März.zip");
  }

  private Container start(Kind kind, Handoff handoff, SendFile file) throws Exception {
    return kind.start(
        (request, response) -> handoff.send(file, request, response).thenAccept(outcomes::add));
  }

  private Answer ask(Container container, String method, String... lines) throws IOException {
    try (Client client = new Client(container.port())) {
      return client.ask(method, "/", lines);
    }
  }

  private List<String> names(byte[] zip) throws IOException {
    Path file = Files.write(folder.resolve("got.zip"), zip);
    try (ZipFile open = new ZipFile(file.toFile())) {
      for (ZipEntry entry : open.stream().toList()) {
        try (InputStream in = open.getInputStream(entry)) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
      return open.stream().map(ZipEntry::getName).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aKnownArchiveIsAFileLikeAnyOther(Kind kind) throws Exception {
    try (Container container = start(kind, Handoff.create(), known())) {
      Answer whole = ask(container, "GET");
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.field("Content-Type")).contains("application/zip");
      assertThat(whole.field("Content-Disposition").orElseThrow()).contains("M%C3%A4rz.zip");
      assertThat(whole.field("Content-Length")).contains(Integer.toString(whole.body().length));
      assertThat(whole.field("Accept-Ranges")).contains("bytes");
      assertThat(names(whole.body())).containsExactly("Fotos/März.bin", "b.bin");
      String tag = whole.field("ETag").orElseThrow();
      assertThat(tag).startsWith("\"");

      Answer head = ask(container, "HEAD");
      assertThat(head.lines().stream().filter(line -> !line.startsWith("Date")))
          .containsExactlyInAnyOrderElementsOf(
              whole.lines().stream().filter(line -> !line.startsWith("Date")).toList());
      assertThat(ask(container, "GET", "If-None-Match: " + tag).status()).isEqualTo(304);

      int length = whole.body().length;
      for (int[] range :
          new int[][] {
            {0, 0}, {10, 2_000_100}, {SIZE + 50, length - 1}, {length - 22, length - 1}
          }) {
        Answer part = ask(container, "GET", "Range: bytes=" + range[0] + "-" + range[1]);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.field("Content-Range"))
            .contains("bytes " + range[0] + "-" + range[1] + "/" + length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), range[0], range[1] + 1));
      }
      Answer several = ask(container, "GET", "Range: bytes=3000000-3000009,5-9");
      assertThat(several.status()).isEqualTo(206);
      assertThat(several.field("Content-Type").orElseThrow()).startsWith("multipart/byteranges");
      assertThat(several.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aBrokenDownloadGoesOnWhereItStopped(Kind kind) throws Exception {
    try (Container container = start(kind, Handoff.create(), known())) {
      byte[] whole = ask(container, "GET").body();
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      String tag;
      try (Client client = new Client(container.port(), 64 << 10)) {
        client.send("GET", "/");
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
          head += (char) client.some(1)[0];
        }
        tag = head.lines().filter(line -> line.startsWith("ETag: ")).findFirst().orElseThrow();
        got.write(client.some(700_000));
        client.reset();
      }
      Answer rest =
          ask(
              container,
              "GET",
              "Range: bytes=700000-",
              "If-Range: " + tag.substring("ETag: ".length()));
      assertThat(rest.status()).isEqualTo(206);
      got.write(rest.body());
      assertThat(got.toByteArray()).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whereOnlySizesAreKnownThereIsALengthAndNoRanges(Kind kind) throws Exception {
    SendFile sized = SendFile.archive(List.of(ArchiveEntry.of(root.file("a.bin"))));
    try (Container container = start(kind, Handoff.create(), sized)) {
      Answer answer = ask(container, "GET", "Range: bytes=0-9");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("Accept-Ranges")).contains("none");
      assertThat(answer.field("ETag")).isEmpty();
      assertThat(answer.field("Content-Length")).contains(Integer.toString(answer.body().length));
      assertThat(names(answer.body())).containsExactly("a.bin");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsMadeMeanwhileComesInChunks(Kind kind) throws Exception {
    SendFile made =
        SendFile.archive(
            List.of(
                ArchiveEntry.of("made", SendFile.stream(() -> new ByteArrayInputStream(bytes))),
                ArchiveEntry.of("pressed", root.file("a.bin")).deflate()));
    try (Container container = start(kind, Handoff.create(), made)) {
      Answer answer = ask(container, "GET");
      assertThat(answer.field("Content-Length")).isEmpty();
      assertThat(answer.whole()).isTrue();
      assertThat(names(answer.body())).containsExactly("made", "pressed");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aMissingMemberIsAnErrorOrLeftOutOrNoted(Kind kind) throws Exception {
    List<ArchiveEntry> entries =
        List.of(ArchiveEntry.of(root.file("a.bin")), ArchiveEntry.of("x/gone", root.file("gone")));
    try (Container container = start(kind, Handoff.create(), SendFile.archive(entries))) {
      Answer refused = ask(container, "GET");
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text()).doesNotContain("gone", folder.toString(), "member");
      assertThat(ask(container, "HEAD").status()).isEqualTo(404);
    }
    SendFile skipping = SendFile.archive(entries, MissingMember.SKIP);
    try (Container container = start(kind, Handoff.create(), skipping)) {
      assertThat(names(ask(container, "GET").body())).containsExactly("a.bin");
    }
    SendFile noting = SendFile.archive(entries, MissingMember.NOTE);
    try (Container container = start(kind, Handoff.create(), noting)) {
      assertThat(names(ask(container, "GET").body()))
          .containsExactly("a.bin", "x/gone is missing.txt");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSourceThatDoesNotOpenIsAnErrorBeforeTheFirstByte(Kind kind) throws Exception {
    SendFile broken =
        SendFile.archive(
            List.of(
                ArchiveEntry.of(
                    "a",
                    SendFile.stream(() -> {
                      throw new IOException("the database is away");
                    }))));
    try (Container container = start(kind, Handoff.create(), broken)) {
      Answer refused = ask(container, "GET");
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.text()).doesNotContain("database");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aWrongSumNeverEndsCleanly(Kind kind) throws Exception {
    for (ArchiveEntry wrong :
        List.of(
            ArchiveEntry.of(root.file("a.bin")).crc32(1),
            ArchiveEntry.of(root.file("a.bin")).crc32(1).deflate())) {
      try (Container container = start(kind, Handoff.create(), SendFile.archive(List.of(wrong)))) {
        assertThat(ask(container, "GET").whole()).isFalse();
        assertSourceFailed();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aMemberThatShrinksOrGrowsMeanwhileBreaksOff(Kind kind) throws Exception {
    for (long size : new long[] {1_000_000, SIZE + 1}) {
      Files.write(folder.resolve("b.bin"), bytes);
      byte[] large = new byte[20_000_000];
      Files.write(folder.resolve("large.bin"), large);
      SendFile archive =
          SendFile.archive(
              List.of(
                  ArchiveEntry.of(root.file("large.bin")), ArchiveEntry.of(root.file("b.bin"))));
      try (Container container = start(kind, Handoff.create(), archive);
          Client client = new Client(container.port(), 64 << 10)) {
        client.send("GET", "/");
        String begin = new String(client.some(1000), StandardCharsets.ISO_8859_1);
        try (FileChannel channel =
            FileChannel.open(folder.resolve("b.bin"), StandardOpenOption.WRITE)) {
          if (size < SIZE) {
            channel.truncate(size);
          } else {
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]), SIZE);
          }
        }
        int head = begin.indexOf("\r\n\r\n") + 4;
        assertThat(begin.length() - head + drained(client)).isLessThan(announced(begin));
        assertSourceFailed();
      }
    }
  }

  private static long announced(String head) {
    Matcher length = Pattern.compile("(?i)\r\nContent-Length: (\\d+)").matcher(head);
    assertThat(length.find()).isTrue();
    return Long.parseLong(length.group(1));
  }

  private static long drained(Client client) {
    long got = 0;
    try {
      for (int read = client.some(8192).length; read > 0; read = client.some(8192).length) {
        got += read;
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection was left open", e);
    } catch (IOException reset) {
      return got;
    }
    return got;
  }

  private void assertSourceFailed() throws InterruptedException {
    assertThat(outcomes.poll(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Outcome.Aborted.class,
            aborted -> assertThat(aborted.cause()).isEqualTo(Outcome.Cause.SOURCE_FAILED));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void slowClientsOccupyNoThreads(Kind kind) throws Exception {
    SendFile large =
        SendFile.archive(
            List.of(
                ArchiveEntry.of("1", SendFile.bytes(new byte[10_000_000])),
                ArchiveEntry.of("2", SendFile.bytes(new byte[10_000_000]))));
    List<Client> slow = new ArrayList<>();
    try (Container container = start(kind, Handoff.create(), large)) {
      for (int i = 0; i < 15; i++) {
        Client client = new Client(container.port(), 64 << 10);
        slow.add(client);
        client.send("GET", "/");
        client.some(100_000);
      }
      // Whatever a container has of its own for accepting and selecting.
      int own = 6;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (container.busyThreads() > own) {
        assertThat(System.nanoTime()).as("threads wait for clients").isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(slow.get(7).some(19_900_000)).hasSize(19_900_000);
    } finally {
      for (Client client : slow) {
        client.reset();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noFrontIsTold(Kind kind) throws Exception {
    Handoff behindNginx =
        Handoff.builder()
            .front(Front.nginx())
            .map(RedirectMap.parse(folder + "/=/_files/"))
            .build();
    try (Container container = start(kind, behindNginx, known())) {
      Answer answer = ask(container, "GET");
      assertThat(answer.field("X-Accel-Redirect")).isEmpty();
      assertThat(names(answer.body())).hasSize(2);
    }
  }
}
