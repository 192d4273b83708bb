package dev.handoff.gateway.config.certificates;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Private keys in the three forms that PEM files hold.
 *
 * <p>The JDK reads PKCS#8 only. In the older forms (PKCS#1 for RSA, SEC 1 for elliptic curves) the
 * algorithm is not named, or not where PKCS#8 has it; as the key has to fit a certificate, it is
 * taken from there.
 */
final class PrivateKeys {
  private static final byte[] VERSION_ZERO = {2, 1, 0};

  private PrivateKeys() {}

  static PrivateKey ofPkcs8(byte[] der, PublicKey fits) throws GeneralSecurityException {
    return KeyFactory.getInstance(fits.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** PKCS#1 or SEC 1. */
  static PrivateKey ofOlderForm(byte[] der, PublicKey fits) throws GeneralSecurityException {
    ByteArrayOutputStream inside = new ByteArrayOutputStream();
    inside.writeBytes(VERSION_ZERO);
    inside.writeBytes(algorithm(fits.getEncoded()));
    inside.writeBytes(element(4, der));
    return ofPkcs8(element(0x30, inside.toByteArray()), fits);
  }

  /** Whether {@code key} signs what {@code fits} verifies. */
  static boolean fits(PrivateKey key, PublicKey fits) {
    String name =
        switch (fits.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> fits.getAlgorithm();
        };
    try {
      byte[] text = {'h', 'a', 'n', 'd', 'o', 'f', 'f'};
      Signature signing = Signature.getInstance(name);
      signing.initSign(key);
      signing.update(text);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(name);
      verifying.initVerify(fits);
      verifying.update(text);
      return verifying.verify(signature);
    } catch (GeneralSecurityException otherKind) {
      return false;
    }
  }

  /** The first element inside a SubjectPublicKeyInfo (RFC 5280 §4.1). */
  private static byte[] algorithm(byte[] publicKey) {
    int start = contentStart(publicKey, 0);
    int content = contentStart(publicKey, start);
    int length = length(publicKey, start);
    return Arrays.copyOfRange(publicKey, start, content + length);
  }

  private static int contentStart(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xFF);
    }
    return length;
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | octets);
      for (int i = octets - 1; i >= 0; i--) {
        out.write(length >>> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
