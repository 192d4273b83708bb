package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash, a bad disk or somebody else left in the folder is never served. */
final class TornSliceTest {
  private static final int LENGTH = 20_000;

  @TempDir Path dir;

  private final Bucket bucket = new Bucket(Bucket.Item.random(LENGTH, 1));

  @ParameterizedTest(name = "a slice that is {0}")
  @ValueSource(
      strings = {
        "cut",
        "empty",
        "longer",
        "zeros",
        "changed in its header",
        "changed in its octets",
        "another's",
        "of another object",
        "of another version",
        "unreadable"
      })
  void isFetchedAnew(String how) throws IOException {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.says("Handoff: etag=\"v1\"");
      rig.get("/x");
      rig.get("/y");
      Within.patience("10 slices", () -> Kept.slices(dir).size() == 10);
      rig.stop();
      List<Path> slices = Kept.slices(dir);
      Path torn = slices.get(1);
      spoil(torn, slices, how);
      rig.start();
      bucket.forget();
      for (String object : List.of("/x", "/y")) {
        RawResponse answer = rig.get(object);
        assertThat(answer.body()).as(object).isEqualTo(bucket.item().content());
      }
      assertThat(bucket.octets()).as("only what was torn is fetched").isLessThanOrEqualTo(LENGTH);
      bucket.forget();
      assertThat(rig.get("/x").body()).isEqualTo(bucket.item().content());
      assertThat(rig.get("/y").body()).isEqualTo(bucket.item().content());
      assertThat(bucket.served()).as("and kept").isEmpty();
    }
  }

  private static void spoil(Path torn, List<Path> slices, String how) throws IOException {
    byte[] octets = Files.readAllBytes(torn);
    switch (how) {
      case "cut" -> Files.write(torn, Arrays.copyOf(octets, octets.length - 1));
      case "empty" -> Files.write(torn, new byte[0]);
      case "longer" -> Files.write(torn, Arrays.copyOf(octets, octets.length + 1));
      case "zeros" -> Files.write(torn, new byte[octets.length]);
      case "changed in its header" -> Files.write(torn, flipped(octets, 50));
      case "changed in its octets" -> Files.write(torn, flipped(octets, octets.length - 7));
      case "another's" -> Files.copy(slices.getFirst(), replaced(torn));
      case "of another object" -> {
        String number = number(torn);
        Path same =
            slices.stream()
                .filter(slice -> !key(slice).equals(key(torn)))
                .filter(slice -> number(slice).equals(number))
                .findFirst()
                .orElseThrow();
        Files.copy(same, replaced(torn));
      }
      case "of another version" -> {
        String name = torn.getFileName().toString();
        String version = name.substring(0, 41) + "0123456789abcdef" + name.substring(57);
        Files.copy(torn, torn.resolveSibling(version));
      }
      case "unreadable" -> {
        Files.delete(torn);
        Files.createDirectory(torn);
      }
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static Path replaced(Path path) throws IOException {
    Files.delete(path);
    return path;
  }

  private static String key(Path slice) {
    return slice.getFileName().toString().substring(0, 40);
  }

  private static String number(Path slice) {
    String name = slice.getFileName().toString();
    return name.substring(name.lastIndexOf('-'));
  }

  private static byte[] flipped(byte[] octets, int at) {
    byte[] changed = octets.clone();
    changed[at] ^= 1;
    return changed;
  }

  @Test
  void anyBitThatFlipsIsNoticed() throws IOException {
    try (CacheRig rig = new CacheRig(CacheRig.sliced(CacheRig.cache(dir), 64), bucket)) {
      rig.says("Handoff: etag=\"v1\"");
      bucket.put(Bucket.Item.random(64, 1));
      rig.get("/x");
      Within.patience("a slice", () -> Kept.slices(dir).size() == 1);
      Path slice = Kept.slices(dir).getFirst();
      byte[] whole = Files.readAllBytes(slice);
      Random random = new Random(7);
      for (int i = 0; i < 15; i++) {
        rig.stop();
        int bit = random.nextInt(whole.length * 8);
        byte[] changed = whole.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(slice, changed);
        rig.start();
        assertThat(rig.get("/x").body()).as("bit " + bit).isEqualTo(bucket.item().content());
        Within.patience("another slice", () -> isLike(Kept.slices(dir), whole.length));
        slice = Kept.slices(dir).getFirst();
      }
    }
  }

  private static boolean isLike(List<Path> slices, int length) {
    return slices.size() == 1 && slices.getFirst().toFile().length() == length;
  }

  @Test
  void whatWasGrowingGoesAtTheStart() throws IOException {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/x");
      Within.patience("5 slices", () -> Kept.slices(dir).size() == 5);
      rig.stop();
      Path left = Files.write(dir.resolve("kept/tmp/17"), new byte[5000]);
      Path foreign = Files.write(Kept.slices(dir).getFirst().resolveSibling("note"), new byte[1]);
      rig.start();
      assertThat(left).doesNotExist();
      assertThat(foreign).as("not ours to remove").exists();
      assertThat(rig.says("Handoff: etag=\"v1\"").get("/x").body())
          .isEqualTo(bucket.item().content());
    }
  }

  @Test
  void nobodyElseMayRead() throws IOException {
    try (CacheRig rig = new CacheRig(dir, bucket)) {
      rig.get("/secret-name");
      Within.patience("5 slices", () -> Kept.slices(dir).size() == 5);
      Path slice = Kept.slices(dir).getFirst();
      assertThat(mode(dir.resolve("kept"))).isEqualTo("rwx------");
      assertThat(mode(slice.getParent())).isEqualTo("rwx------");
      assertThat(mode(slice)).isEqualTo("rw-------");
      assertThat(Kept.files(dir)).noneMatch(file -> file.toString().contains("secret"));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
