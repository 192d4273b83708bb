package dev.handoff.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files that every peer serves. */
final class Tree {
  /** Almost a second later than what an HTTP date can say: rounding would show. */
  static final Instant MODIFIED = Instant.parse("2026-03-01T10:20:30.9Z");

  static final String DATE = "Sun, 01 Mar 2026 10:20:30 GMT";
  static final byte[] DATA = data();

  private Tree() {}

  private static byte[] data() {
    byte[] bytes = new byte[1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 23);
    }
    return bytes;
  }

  /** Writes them below the folder; the root lies in it at web/files, a secret in itself. */
  static Path in(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.toRealPath().resolve("web/files"));
    Files.writeString(folder.resolve("secret.txt"), "secret", StandardCharsets.US_ASCII);
    for (String name : new String[] {"data.bin", "report.pdf", "UPPER.PDF", "noext", "a.tar.gz"}) {
      write(root.resolve(name), DATA, MODIFIED);
    }
    write(root.resolve("empty.bin"), new byte[0], MODIFIED);
    write(root.resolve("future.bin"), DATA, Instant.parse("2090-01-01T00:00:00Z"));
    Files.createDirectories(root.resolve("folder"));
    return root;
  }

  private static void write(Path file, byte[] bytes, Instant modified) throws IOException {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
