package dev.handoff.gateway.acme;

import dev.handoff.gateway.config.AcmeConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The files of one certificate. Methods block on the file system. */
final class StoredCertificate {
  private static final int DNS_NAME = 2;

  private final AcmeConfig config;

  StoredCertificate(AcmeConfig config) {
    this.config = config;
  }

  /** Whether there is a certificate, of whatever kind, with its key. */
  boolean exists() {
    return Files.isReadable(config.certificate()) && Files.isReadable(config.key());
  }

  /** The certificate for the names, without those of its authority. */
  Optional<X509Certificate> certificate() {
    if (!exists()) {
      return Optional.empty();
    }
    try {
      byte[] pem = Files.readAllBytes(config.certificate());
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return Optional.of(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem)));
    } catch (IOException | CertificateException unusable) {
      // As good as none: it is replaced.
      return Optional.empty();
    }
  }

  /** When the certificate has to be replaced; {@link Instant#MIN} when there is none to keep. */
  Instant due() {
    Optional<X509Certificate> certificate = certificate();
    if (certificate.isEmpty() || isOwn(certificate.get()) || !names(certificate.get())) {
      return Instant.MIN;
    }
    return certificate.get().getNotAfter().toInstant().minus(config.renewBefore());
  }

  /** Nobody issued it but we ourselves, to have something to show until one is issued. */
  private static boolean isOwn(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private boolean names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      Set<String> found = new HashSet<>();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0) instanceof Integer kind && kind == DNS_NAME) {
          found.add((String) name.get(1));
        }
      }
      return found.equals(Set.copyOf(config.hosts()));
    } catch (CertificateException unusable) {
      return false;
    }
  }

  /** Replaces both; who reads them in between sees a pair that does not fit, and tries again. */
  void replace(String key, String chain) throws IOException {
    write(config.key(), key);
    write(config.certificate(), chain);
  }

  /** Writes a file that nobody else may read, all of it or nothing. */
  static void write(Path file, String text) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file in a folder");
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var out = Files.newByteChannel(fresh, StandardOpenOption.WRITE)) {
      out.write(StandardCharsets.US_ASCII.encode(text));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
