package dev.handoff.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an app says of its own answers, a line {@code GET /path 200 4711} each: with it shows who
 * delivered.
 */
final class AccessLog {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final Path file;

  AccessLog(Path file) {
    this.file = file;
  }

  /** Lines there are now; what is written from here on is asked for with it. */
  int position() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** The answer to the request for that path since then; its line may come after its last byte. */
  Line since(int position, String path) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(Math.min(position, lines.size()), lines.size())) {
        String[] words = line.split(" ");
        if (words.length == 4 && words[1].equals(path)) {
          return new Line(Integer.parseInt(words[2]), Long.parseLong(words[3]));
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new AssertionError("no line for " + path + " in\n" + Files.readString(file));
  }

  record Line(int status, long bytes) {}
}
