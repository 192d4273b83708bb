package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.Section.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Files and folders that stores and their cache need, looked at when the file is read. */
final class StoreFiles {
  private static final int LARGEST_CERTIFICATE_FILE = 4 << 20;

  private final Report report;
  private final Surroundings surroundings;

  StoreFiles(Report report, Surroundings surroundings) {
    this.report = report;
    this.surroundings = surroundings;
  }

  /** A file with keys to a bucket; never read here, because what is in it may change. */
  Path credentials(Item<Path> item, String key) {
    Path credentials = surroundings.absolute(item.value());
    if (isReadable(credentials, item.line(), key)) {
      surroundings.secretFile(credentials, item.line(), key);
    }
    return credentials;
  }

  /** A PEM file with at least one certificate. */
  Path certificates(Item<Path> item, String key) {
    Path file = surroundings.absolute(item.value());
    if (isReadable(file, item.line(), key)) {
      boolean any;
      try (InputStream in = Files.newInputStream(file)) {
        byte[] octets = in.readNBytes(LARGEST_CERTIFICATE_FILE);
        any =
            !CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(octets))
                .isEmpty();
      } catch (IOException | CertificateException e) {
        any = false;
      }
      if (!any) {
        report.wrong(
            item.line(),
            key,
            Quoted.bare(file.toString()) + " holds no certificate.",
            "Name a PEM file that begins with -----BEGIN CERTIFICATE-----.");
      }
    }
    return file;
  }

  private boolean isReadable(Path file, int line, String key) {
    String found = Quoted.bare(file.toString());
    if (!Files.exists(file)) {
      report.wrong(line, key, found + " does not exist.", "Create it or correct the name.");
    } else if (!Files.isRegularFile(file)) {
      report.wrong(line, key, found + " is not a regular file.", "Name the file itself.");
    } else if (!Files.isReadable(file)) {
      report.wrong(
          line,
          key,
          "the user that runs this program cannot read " + found + ".",
          "Change its owner or mode.");
    } else {
      return true;
    }
    return false;
  }

  /** A folder of the gateway's own; made at the start when only it is missing. */
  Path cacheFolder(Item<Path> item, String key) {
    Path wanted = surroundings.absolute(item.value());
    Path parent = wanted.getParent();
    Path there = Files.exists(wanted) || parent == null ? wanted : parent;
    if (!Files.isDirectory(there)) {
      boolean file = Files.exists(there);
      report.wrong(
          item.line(),
          key,
          Quoted.bare(there.toString()) + (file ? " is not a folder." : " does not exist."),
          file ? "Name a folder." : "Create it.");
    } else if (!Files.isWritable(there) || !Files.isExecutable(there)) {
      report.wrong(
          item.line(),
          key,
          "the user that runs this program may not write to " + Quoted.bare(there.toString()) + ".",
          "Change its owner or mode.");
    }
    return wanted;
  }
}
