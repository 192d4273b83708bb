package dev.handoff.gateway.config.certificates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.config.CertificateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A server's certificate, what leads from it to an authority, and the key that fits it.
 *
 * <p>Whether clients will trust it is not judged: that is their business.
 *
 * @param chain the server's own certificate first
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final String WANTED_CERTIFICATE =
      "Name a PEM file that begins with -----BEGIN CERTIFICATE-----.";
  private static final String WANTED_KEY =
      "Name the PEM file with the key of this certificate (-----BEGIN PRIVATE KEY-----).";

  public Identity {
    chain = List.copyOf(chain);
  }

  /** Reads both files. */
  public static Identity read(CertificateFiles files) throws UnusableCertificateException {
    List<X509Certificate> chain = chain(files.certificate());
    return new Identity(chain, key(files.key(), chain));
  }

  private static List<X509Certificate> chain(Path file) throws UnusableCertificateException {
    List<X509Certificate> chain = new ArrayList<>();
    boolean keyOnly = false;
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem.Block block : Pem.read(text(file, false))) {
        if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
          chain.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        } else {
          keyOnly |= block.label().endsWith("PRIVATE KEY");
        }
      }
    } catch (CertificateException broken) {
      throw new UnusableCertificateException(
          file, false, "holds a certificate that cannot be read.", "Make the file anew.");
    }
    if (chain.isEmpty()) {
      throw new UnusableCertificateException(
          file,
          false,
          keyOnly ? "holds a key and no certificate." : "holds no certificate.",
          WANTED_CERTIFICATE);
    }
    return chain;
  }

  private static PrivateKey key(Path file, List<X509Certificate> chain)
      throws UnusableCertificateException {
    boolean any = false;
    for (Pem.Block block : Pem.read(text(file, true))) {
      if (!block.label().endsWith("PRIVATE KEY")) {
        continue;
      }
      if (block.encrypted() || block.label().startsWith("ENCRYPTED")) {
        throw new UnusableCertificateException(
            file,
            true,
            "is encrypted, and nobody is there to type its password.",
            "Decrypt it: (umask 077; openssl pkey -in " + file + " -out NEWFILE)");
      }
      any = true;
      Optional<PrivateKey> key = fitting(block, chain.getFirst());
      if (key.isPresent()) {
        return key.get();
      }
      if (chain.stream().anyMatch(other -> fitting(block, other).isPresent())) {
        throw new UnusableCertificateException(
            file,
            true,
            "is the key of a certificate that does not stand first in its file.",
            "Put the server's own certificate before the others.");
      }
    }
    throw new UnusableCertificateException(
        file,
        true,
        any ? "is not the key of the certificate." : "holds no private key.",
        any ? "Name the key that the certificate was requested with." : WANTED_KEY);
  }

  private static Optional<PrivateKey> fitting(Pem.Block block, X509Certificate certificate) {
    PublicKey wanted = certificate.getPublicKey();
    try {
      PrivateKey key =
          block.label().equals("PRIVATE KEY")
              ? PrivateKeys.ofPkcs8(block.der(), wanted)
              : PrivateKeys.ofOlderForm(block.der(), wanted);
      return PrivateKeys.fits(key, wanted) ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException otherKind) {
      return Optional.empty();
    }
  }

  private static String text(Path file, boolean key) throws UnusableCertificateException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UnusableCertificateException(
          file, key, "is not a regular file.", "Name the file itself.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST_FILE), ISO_8859_1);
    } catch (NoSuchFileException missing) {
      throw new UnusableCertificateException(
          file, key, "does not exist.", "Create it or correct the name.");
    } catch (IOException unreadable) {
      throw new UnusableCertificateException(
          file,
          key,
          "cannot be read by the user that runs this program.",
          "Change its owner or mode, also of the folders above it.");
    }
  }

  private X509Certificate own() {
    return chain.getFirst();
  }

  /**
   * The hosts it is for (RFC 9525 §6.3: subjectAltName only): lower case, {@code *.} for any first
   * label; addresses as text.
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = own().getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer kind
            && (kind == DNS_NAME || kind == IP_ADDRESS)
            && name.get(1) instanceof String text) {
          names.add(text.toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateParsingException broken) {
      // Then it is for nobody, which is what the reader of the configuration says.
      return List.of();
    }
    return names;
  }

  public Instant notBefore() {
    return own().getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return own().getNotAfter().toInstant();
  }
}
