package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.certificates.Identity;
import dev.handoff.gateway.config.certificates.UnusableCertificateException;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A certificate and its key, looked at when the file is read. */
final class CertificateCheck {
  private static final Duration SOON = Duration.ofDays(7);

  private final Report report;
  private final Surroundings surroundings;

  CertificateCheck(Report report, Surroundings surroundings) {
    this.report = report;
    this.surroundings = surroundings;
  }

  CertificateFiles check(
      Section section, Key<Path> certKey, Item<Path> cert, Key<Path> keyKey, Item<Path> key) {
    CertificateFiles files =
        new CertificateFiles(
            surroundings.absolute(cert.value()), surroundings.absolute(key.value()));
    String certName = section.fullName(certKey);
    String keyName = section.fullName(keyKey);
    section.recordResolved(certKey, "file:" + files.certificate(), cert.line());
    section.recordResolved(keyKey, "file:" + files.key(), key.line());
    try {
      judge(Identity.read(files), files, cert.line(), certName);
      surroundings.secretFile(files.key(), key.line(), keyName);
    } catch (UnusableCertificateException unusable) {
      report.wrong(
          unusable.isInKey() ? key.line() : cert.line(),
          unusable.isInKey() ? keyName : certName,
          unusable.why(),
          unusable.fix());
    }
    return files;
  }

  /** What clients will refuse; the gateway starts, because its other work does not depend on it. */
  private void judge(Identity identity, CertificateFiles files, int line, String name) {
    Instant now = Instant.now();
    String file = Quoted.bare(files.certificate().toString());
    if (identity.notAfter().isBefore(now)) {
      report.warn(
          line,
          name,
          name + ": " + file + " ended on " + identity.notAfter() + ", and clients refuse it.",
          "Renew it; the new files are taken without a restart.");
    } else if (identity.notAfter().isBefore(now.plus(SOON))) {
      report.warn(
          line,
          name,
          name + ": " + file + " ends on " + identity.notAfter() + ".",
          "Look whether its renewal works.");
    } else if (identity.notBefore().isAfter(now)) {
      report.warn(
          line,
          name,
          name + ": " + file + " is not valid before " + identity.notBefore() + ".",
          "Check this machine's clock.");
    }
    if (identity.names().isEmpty()) {
      report.warn(
          line,
          name,
          name + ": " + file + " is for no host (it has no subjectAltName), and clients refuse it.",
          "Request it for the names of this server.");
    }
    Path sibling = files.certificate().resolveSibling("fullchain.pem");
    if (files.certificate().endsWith("cert.pem") && Files.exists(sibling)) {
      report.warn(
          line,
          name,
          name + ": " + file + " lacks the certificates between it and its authority.",
          "Name fullchain.pem, which lies beside it.");
    }
  }
}
