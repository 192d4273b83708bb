package dev.handoff.gateway.deliver.file;

import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.exchange.ReadyFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Validators of a file, and the field lines every full answer with it carries. */
final class FileFields {
  private final Validators validators;
  private final ReadyFields ready;

  private FileFields(Validators validators, ReadyFields ready) {
    this.validators = validators;
    this.ready = ready;
  }

  Validators validators() {
    return validators;
  }

  /** The same object every time. */
  ReadyFields ready() {
    return ready;
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
    byte[] octets = lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new FileFields(validators, new ReadyFields(octets));
  }
}
