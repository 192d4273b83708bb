package dev.handoff.files.keys;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A folder of keys: each file is one, its name is the key's, and it holds base64 as {@code handoff
 * keygen --out FOLDER/k1} writes it. The gateway names the same files in {@code handoff.yaml}.
 *
 * <pre>{@code
 * Front front = Front.auto(KeyFolder.at(Path.of("/etc/handoff/front")).frontKeys());
 * }</pre>
 *
 * <p>What changes in the folder counts within a second or so, without a restart: put the new key
 * there, have the front sign with it, and take the old one away. Names that begin with a dot are no
 * keys (Kubernetes puts such beside mounted secrets). When the folder cannot be read any more, or a
 * file in it is no key, the last good keys stay in force and a warning says why.
 *
 * <p>Shareable between threads; looks at the folder at most once a second.
 */
public final class KeyFolder {
  private static final Logger LOG = System.getLogger(KeyFolder.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LARGEST = 4096;

  private final Path folder;
  private final LongSupplier nanos;

  private KeyFolder(Path folder, LongSupplier nanos) {
    this.folder = folder;
    this.nanos = nanos;
  }

  /**
   * The keys in a folder.
   *
   * @throws IllegalArgumentException if it is not absolute, or no folder
   */
  public static KeyFolder at(Path folder) {
    return at(folder, System::nanoTime);
  }

  /** With another clock. */
  static KeyFolder at(Path folder, LongSupplier nanos) {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException(
          "a folder of keys is named by its whole path, for it would be another one in another"
              + " working directory (here: "
              + Path.of("").toAbsolutePath()
              + "): "
              + folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is no folder; `handoff keygen --out " + folder + "/k1` puts a key into one");
    }
    return new KeyFolder(folder, nanos);
  }

  /**
   * By what the app knows its front: for {@code Front.auto}.
   *
   * @throws IllegalArgumentException if the folder has no key now, or a file that is none
   * @throws UncheckedIOException if it cannot be read now
   */
  public Supplier<List<FrontKey>> frontKeys() {
    return new Watched<>(keys -> each(keys, FrontKey::ofBase64));
  }

  /**
   * What verifies links, by every key of the folder. The first by name signs.
   *
   * @throws IllegalArgumentException if the folder has no key now, or a file that is none
   * @throws UncheckedIOException if it cannot be read now
   */
  public Supplier<Links> links() {
    return new Watched<>(keys -> Links.of(each(keys, LinkKey::ofBase64)));
  }

  private <K> List<K> each(Map<String, String> keys, BiFunction<String, String, K> make) {
    List<K> made = new ArrayList<>();
    keys.forEach((id, secret) -> {
      try {
        made.add(make.apply(id, secret));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(folder.resolve(id) + " is no key: " + e.getMessage(), e);
      }
    });
    return List.copyOf(made);
  }

  /** What was made of the keys, made anew when they are others. */
  private final class Watched<T> implements Supplier<T> {
    private final Function<Map<String, String>, T> make;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Seen<T> seen;
    private volatile long lookedAt;

    Watched(Function<Map<String, String>, T> make) {
      this.make = make;
      this.lookedAt = nanos.getAsLong();
      try {
        Map<String, Stamp> stamps = stamps();
        this.seen = new Seen<>(stamps, make.apply(read(stamps)));
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " cannot be read", e);
      }
    }

    /** One thread looks; the others go on with what is known. */
    @Override
    public T get() {
      if (nanos.getAsLong() - lookedAt >= PAUSE.toNanos() && looking.tryLock()) {
        try {
          look();
        } finally {
          lookedAt = nanos.getAsLong();
          looking.unlock();
        }
      }
      return seen.made();
    }

    private void look() {
      Seen<T> before = seen;
      Map<String, Stamp> stamps = Map.of();
      try {
        stamps = stamps();
        if (!stamps.equals(before.stamps())) {
          seen = new Seen<>(stamps, make.apply(read(stamps)));
          LOG.log(Level.INFO, "Keys in " + folder + " were read again: " + stamps.keySet());
        }
      } catch (IOException | IllegalArgumentException e) {
        // Remembered, so that one trouble is one line.
        seen = new Seen<>(stamps, before.made());
        if (!stamps.equals(before.stamps())) {
          LOG.log(Level.WARNING, "The keys in force stay, for those in " + folder + ": " + e);
        }
      }
    }
  }

  private record Seen<T>(Map<String, Stamp> stamps, T made) {}

  /** By what a file is known to be another one. */
  private record Stamp(String identity) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size());
    }
  }

  private Map<String, Stamp> stamps() throws IOException {
    Map<String, Stamp> stamps = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".")) {
          stamps.put(name, Stamp.of(file));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return stamps;
  }

  private Map<String, String> read(Map<String, Stamp> stamps) throws IOException {
    if (stamps.isEmpty()) {
      throw new IllegalArgumentException(
          folder + " holds no key; `handoff keygen --out " + folder + "/k1` makes one");
    }
    Map<String, String> keys = new TreeMap<>();
    for (String name : stamps.keySet()) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + " is no regular file, so it is no key");
      }
      try (InputStream in = Files.newInputStream(file)) {
        keys.put(name, new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1));
      }
    }
    return keys;
  }
}
