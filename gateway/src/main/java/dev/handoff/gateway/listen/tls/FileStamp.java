package dev.handoff.gateway.listen.tls;

import dev.handoff.gateway.config.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** By what a replaced pair of files is told from the one before, through symbolic links. */
record FileStamp(String certificate, String key) {
  static FileStamp of(CertificateFiles files) {
    return new FileStamp(of(files.certificate()), of(files.key()));
  }

  private static String of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime()
          + " "
          + now.size()
          + " "
          + Objects.requireNonNullElse(now.fileKey(), "");
    } catch (IOException gone) {
      return "gone";
    }
  }
}
