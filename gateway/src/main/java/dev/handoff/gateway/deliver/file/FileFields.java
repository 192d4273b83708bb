package dev.handoff.gateway.deliver.file;

import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Validators of a file, and the field lines every full answer with it carries. */
final class FileFields {
  private final Validators validators;
  private final byte[] lines;

  private FileFields(Validators validators, byte[] lines) {
    this.validators = validators;
    this.lines = lines;
  }

  Validators validators() {
    return validators;
  }

  /** Octets, each line ending in CRLF. The same array every time. */
  byte[] lines() {
    return lines;
  }

  static FileFields of(OpenNode node, Instant now) {
    Validators validators =
        Validators.ofFile(node.size(), node.mtimeSeconds(), node.mtimeNanos(), now).asOf(now);
    StringBuilder lines = new StringBuilder(160);
    lines.append("Content-Length: ").append(node.size()).append("\r\n");
    validators.entityTag().ifPresent(tag -> lines.append("ETag: ").append(tag).append("\r\n"));
    validators
        .lastModified()
        .ifPresent(
            date -> lines.append("Last-Modified: ").append(HttpDate.format(date)).append("\r\n"));
    lines.append("Accept-Ranges: bytes\r\n");
    return new FileFields(validators, lines.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
