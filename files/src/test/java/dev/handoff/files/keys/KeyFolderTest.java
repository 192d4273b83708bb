package dev.handoff.files.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are put into a folder and taken out of it while the program runs. */
class KeyFolderTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_795_219_200);

  @TempDir Path temporary;
  private Path folder;
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void firstKey() throws IOException {
    folder = Files.createDirectory(temporary.resolve("front"));
    put("k1", 1);
  }

  private void put(String name, int octet) throws IOException {
    Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(secret(octet)));
  }

  private static byte[] secret(int octet) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) octet);
    return secret;
  }

  private void later() {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_000));
  }

  private KeyFolder keys() {
    return KeyFolder.at(folder, nanos::get);
  }

  private static boolean believes(Front front, String id, int octet) {
    FrontWords words = new FrontWords("X-Accel-Redirect", "/srv/=/_files/");
    List<FrontKey> signing = List.of(FrontKey.of(id, secret(octet)));
    List<Field> request =
        List.of(
            new Field("Handoff-Front", FrontProof.of(signing).prove(words, NOW)),
            new Field("X-Sendfile-Type", "X-Accel-Redirect"),
            new Field("X-Redirect-Map", "/srv/=/_files/"));
    return front.choose(FieldLines.of(request), RedirectMap.of(List.of()), NOW)
        instanceof Front.Choice.Tell;
  }

  @Test
  void aKeyThatIsPutThereCountsWithoutARestart() throws Exception {
    Front front = Front.auto(keys().frontKeys());
    assertThat(believes(front, "k1", 1)).isTrue();
    assertThat(believes(front, "k2", 2)).isFalse();
    put("k2", 2);
    assertThat(believes(front, "k2", 2)).as("looked at once a second at most").isFalse();
    later();
    assertThat(believes(front, "k2", 2)).isTrue();
    assertThat(believes(front, "k1", 1)).isTrue();
    Files.delete(folder.resolve("k1"));
    later();
    assertThat(believes(front, "k1", 1)).isFalse();
    assertThat(believes(front, "k2", 2)).isTrue();
  }

  @Test
  void anotherSecretUnderTheSameNameCountsToo() throws Exception {
    Front front = Front.auto(keys().frontKeys());
    Path fresh = temporary.resolve("fresh");
    Files.writeString(fresh, Base64.getEncoder().encodeToString(secret(9)));
    Files.move(fresh, folder.resolve("k1"), StandardCopyOption.REPLACE_EXISTING);
    later();
    assertThat(believes(front, "k1", 9)).isTrue();
    assertThat(believes(front, "k1", 1)).isFalse();
  }

  @Test
  void nothingIsMadeAnewWhileNothingChanges() {
    Supplier<List<FrontKey>> keys = keys().frontKeys();
    List<FrontKey> before = keys.get();
    later();
    assertThat(keys.get()).isSameAs(before);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "no base64, a file that holds something else",
    "AAAA, a secret that is too short",
    "'', a file that is still being written"
  })
  void aBadFileKeepsTheKeysInForce(String content, String why) throws Exception {
    Front front = Front.auto(keys().frontKeys());
    Files.writeString(folder.resolve("k2"), content);
    later();
    assertThat(believes(front, "k1", 1)).as(why).isTrue();
    put("k2", 2);
    later();
    assertThat(believes(front, "k2", 2)).as("once it is right").isTrue();
  }

  @Test
  void aFolderThatIsGoneKeepsTheKeysInForce() throws Exception {
    Front front = Front.auto(keys().frontKeys());
    Files.move(folder, temporary.resolve("away"));
    later();
    assertThat(believes(front, "k1", 1)).isTrue();
    Files.createDirectory(folder);
    later();
    assertThat(believes(front, "k1", 1)).as("an empty one").isTrue();
    put("k3", 3);
    later();
    assertThat(believes(front, "k3", 3)).isTrue();
    assertThat(believes(front, "k1", 1)).isFalse();
  }

  /** As Kubernetes mounts secrets: links into a folder that is replaced as a whole. */
  @Test
  void mountedSecretsAreKeys() throws Exception {
    Files.delete(folder.resolve("k1"));
    Path first = Files.createDirectory(folder.resolve("..2026_1"));
    Files.writeString(first.resolve("k1"), Base64.getEncoder().encodeToString(secret(1)));
    Files.createSymbolicLink(folder.resolve("..data"), first);
    Files.createSymbolicLink(folder.resolve("k1"), Path.of("..data/k1"));
    Front front = Front.auto(keys().frontKeys());
    assertThat(believes(front, "k1", 1)).isTrue();
    Path second = Files.createDirectory(folder.resolve("..2026_2"));
    Files.writeString(second.resolve("k1"), Base64.getEncoder().encodeToString(secret(2)));
    Files.delete(folder.resolve("..data"));
    Files.createSymbolicLink(folder.resolve("..data"), second);
    later();
    assertThat(believes(front, "k1", 2)).isTrue();
  }

  @Test
  void verifiesLinks() throws Exception {
    Supplier<Links> links = keys().links();
    String signed = Links.of(List.of(LinkKey.of("k2", secret(2)))).signed("/d/a", NOW);
    assertThat(links.get().verify(signed, Optional.empty(), NOW).toString()).contains("UnknownKey");
    put("k2", 2);
    later();
    assertThat(links.get().verify(signed, Optional.empty(), NOW).toString()).contains("Valid");
  }

  @Test
  void whatIsWrongAtTheStartIsTold() throws Exception {
    assertThatThrownBy(() -> KeyFolder.at(Path.of("keys")))
        .hasMessageContaining("whole path")
        .hasMessageContaining(Path.of("").toAbsolutePath().toString());
    assertThatThrownBy(() -> KeyFolder.at(temporary.resolve("no")))
        .hasMessageContaining("handoff keygen --out");
    Files.writeString(folder.resolve("a key"), "x");
    assertThatThrownBy(() -> keys().frontKeys())
        .hasMessageContaining(folder + "/a key is no key: ");
    Files.delete(folder.resolve("a key"));
    Files.createDirectory(folder.resolve("sub"));
    assertThatThrownBy(() -> keys().frontKeys()).hasMessageContaining("no regular file");
    Files.delete(folder.resolve("sub"));
    Files.delete(folder.resolve("k1"));
    assertThatThrownBy(() -> keys().frontKeys()).hasMessageContaining("holds no key");
  }
}
