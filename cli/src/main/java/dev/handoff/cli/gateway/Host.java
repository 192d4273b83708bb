package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the system lets this process have, compared with what a configuration may need. Nothing is
 * refused for it: most loads stay far below.
 *
 * @param descriptors open at once; empty: not known here
 * @param memory bytes by cgroup; empty: no limit, or not known here
 * @param heap most bytes of Java objects
 * @param direct most bytes of network buffers
 */
record Host(OptionalLong descriptors, OptionalLong memory, long heap, long direct) {
  /** A host without limits. */
  static final Host BOUNDLESS = new Host(OptionalLong.empty(), OptionalLong.empty(), 0, 0);

  private static final long MB = 1 << 20;

  /** Code, threads, symbols: what a JVM takes beside heap and buffers. */
  private static final long JVM_ITSELF = 128 * MB;

  /** Fewer clients at once are hardly meant. */
  private static final long CLIENTS = 1000;

  /** Listeners, logs, the JVM's own files. */
  private static final long OTHERS = 64;

  /** Reads a few small files; never fails. */
  static Host current() {
    return read(Path.of("/"), ProcessHandle.current().info().arguments().orElse(new String[0]));
  }

  /**
   * @param root where {@code proc} and {@code sys} are
   */
  static Host read(Path root, String[] arguments) {
    long heap = Runtime.getRuntime().maxMemory();
    long direct = heap;
    for (String argument : arguments) {
      if (argument.startsWith("-XX:MaxDirectMemorySize=")) {
        direct = bytes(argument.substring(argument.indexOf('=') + 1), heap);
      }
    }
    return new Host(descriptors(root), memory(root), heap, direct);
  }

  /** One text for each limit that is too low for {@code config}. */
  List<String> warnings(GatewayConfig config) {
    List<String> warnings = new ArrayList<>();
    if (descriptors.isPresent()) {
      long connections =
          config.apps().stream().map(AppConfig::connections).mapToLong(c -> c.max()).sum();
      // Kept files take no more than half of what there is.
      long left = descriptors.getAsLong() / 2 - connections - OTHERS;
      if (left < CLIENTS) {
        long wanted = Math.max(65_536, 2 * (connections + OTHERS + CLIENTS));
        warnings.add(
            """
            This process may have %d descriptors: with %d connections to apps and the files kept \
            open, that is room for about %d clients.
            Raise it: LimitNOFILE=%4$d in the unit, `ulimit -n %4$d` in a shell, \
            --ulimit nofile=%4$d for a container.
            """
                .formatted(descriptors.getAsLong(), connections, Math.max(0, left), wanted));
      }
    }
    long needed = heap + direct + JVM_ITSELF;
    if (memory.isPresent() && memory.getAsLong() < needed) {
      warnings.add(
          """
          This process may have %d MB of memory (cgroup) and may come to need %d MB: %d heap, \
          %d buffers, %d for the JVM itself.
          Raise it (MemoryMax=, docker run -m), or lower -Xmx and -XX:MaxDirectMemorySize in \
          HANDOFF_JAVA_OPTS.
          """
              .formatted(
                  memory.getAsLong() / MB, needed / MB, heap / MB, direct / MB, JVM_ITSELF / MB));
    }
    return warnings;
  }

  private static OptionalLong descriptors(Path root) {
    for (String line : lines(root.resolve("proc/self/limits"))) {
      if (line.startsWith("Max open files")) {
        return number(line.substring("Max open files".length()).strip().split("\\s+", 2)[0]);
      }
    }
    return OptionalLong.empty();
  }

  /** The smallest limit of the group and of those around it. */
  private static OptionalLong memory(Path root) {
    long least = Long.MAX_VALUE;
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      boolean second = parts[0].equals("0") && parts[1].isEmpty();
      if (second) {
        least = Math.min(least, least(root.resolve("sys/fs/cgroup"), parts[2], "memory.max"));
      } else if (List.of(parts[1].split(",", -1)).contains("memory")) {
        Path mount = root.resolve("sys/fs/cgroup/memory");
        least = Math.min(least, least(mount, parts[2], "memory.limit_in_bytes"));
      }
    }
    // The first version writes "no limit" as a number near 2^63.
    return least < 1L << 60 ? OptionalLong.of(least) : OptionalLong.empty();
  }

  private static long least(Path mount, String group, String file) {
    long least = Long.MAX_VALUE;
    Path inside = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    // Within a container the path may be that of the host; then only the mount itself is there.
    for (Path at = inside.startsWith(mount) ? inside : mount; at.startsWith(mount); ) {
      List<String> lines = lines(at.resolve(file));
      if (!lines.isEmpty()) {
        least = Math.min(least, number(lines.getFirst()).orElse(Long.MAX_VALUE));
      }
      at = at.getParent();
      if (at == null) {
        break;
      }
    }
    return least;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException notHere) {
      return List.of();
    }
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static long bytes(String text, long otherwise) {
    String lower = text.toLowerCase(Locale.ROOT);
    int shift = "bkmgt".indexOf(lower.isEmpty() ? 'b' : lower.charAt(lower.length() - 1));
    String digits = shift >= 0 ? lower.substring(0, lower.length() - 1) : lower;
    OptionalLong number = number(digits);
    return number.isPresent() ? number.getAsLong() << (10 * Math.max(0, shift)) : otherwise;
  }
}
