package dev.handoff.gateway.config.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.wire.TestCertificates;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in every form that files have; what is refused stands in the golden files. */
class IdentityTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ecp256   | PRIVATE KEY     | PKCS#8
          ecp384   | PRIVATE KEY     | PKCS#8
          rsa2048  | PRIVATE KEY     | PKCS#8
          ecp256   | EC PRIVATE KEY  | SEC 1, where the curve may stand in the certificate only
          ecp384   | EC PRIVATE KEY  | SEC 1
          rsa2048  | RSA PRIVATE KEY | PKCS#1
          ed25519  | PRIVATE KEY     | PKCS#8
          """)
  void readsTheKey(Algorithm algorithm, String label, String why) throws Exception {
    CertificateFiles files =
        new TestCertificates(folder)
            .files("a", (CertificateBuilder builder) -> builder.algorithm(algorithm), "a.example");
    if (!label.equals("PRIVATE KEY")) {
      byte[] pkcs8 = Pem.read(Files.readString(files.key())).getFirst().der();
      // The older forms are what PKCS#8 carries in its last octet string.
      Files.writeString(files.key(), preamble(label) + pem(label, inside(pkcs8)));
    }

    Identity identity = Identity.read(files);

    assertThat(PrivateKeys.fits(identity.key(), identity.chain().getFirst().getPublicKey()))
        .isTrue();
    if (label.startsWith("EC")) {
      assertThat(identity.key()).isInstanceOf(ECPrivateKey.class);
    } else if (label.startsWith("RSA")) {
      assertThat(identity.key()).isInstanceOf(RSAPrivateKey.class);
    }
  }

  /** As openssl writes before a key of a curve. */
  private static String preamble(String label) {
    return label.startsWith("EC") ? "words\n" + pem("EC PARAMETERS", new byte[] {5, 0}) : "";
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** SEQUENCE { version, algorithm, OCTET STRING key }: the key. */
  private static byte[] inside(byte[] pkcs8) {
    int[] at = {0};
    header(pkcs8, at);
    at[0] += 3;
    int algorithm = header(pkcs8, at);
    at[0] += algorithm;
    int length = header(pkcs8, at);
    return Arrays.copyOfRange(pkcs8, at[0], at[0] + length);
  }

  /** Moves behind tag and length, and returns the length. */
  private static int header(byte[] der, int[] at) {
    int first = der[at[0] + 1] & 0xFF;
    at[0] += 2;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = (length << 8) | (der[at[0]++] & 0xFF);
    }
    return length;
  }

  @Test
  void saysForWhomItIs() throws Exception {
    CertificateFiles files =
        new TestCertificates(folder).files("a", "A.Example", "*.b.example", "127.0.0.1");
    assertThat(Identity.read(files).names())
        .containsExactly("a.example", "*.b.example", "127.0.0.1");
  }

  @Test
  void keepsTheChainInItsOrder() throws Exception {
    CertificateFiles files = new TestCertificates(folder).files("a", "a.example");
    assertThat(
            Identity.read(files).chain().stream().map(c -> c.getSubjectX500Principal().getName()))
        .first()
        .isEqualTo("CN=a");
  }
}
