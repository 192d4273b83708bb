package dev.handoff.servlet;

import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.fields.Field;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes with a file that an app names beside a head of its own: the app's fields stand; what it
 * did not say is what a gateway would make of the answer.
 */
final class AppFields {
  private static final String POLICY = "Content-Security-Policy";
  private static final Field SANDBOX = new Field(POLICY, "sandbox");

  private AppFields() {}

  /** The file with the app's type, and with a policy that a front must not lose. */
  static SendFile file(SendFile named, HttpServletResponse response) {
    MediaType own = typeOf(named);
    Optional<String> said = Optional.ofNullable(response.getContentType());
    // Frameworks stamp HTML on an answer without content; it is believed where the name says so
    // too.
    SendFile typed =
        said.flatMap(MediaType::parse).filter(type -> own.isHtml() || !type.isHtml()).isPresent()
            ? named.contentType(said.orElseThrow())
            : named;
    Optional<String> policy = Optional.ofNullable(response.getHeader(POLICY));
    return policy.isPresent() && typeOf(typed).isActive()
        ? typed.header(POLICY, policy.get())
        : typed;
  }

  /** The fields of what {@link #file} made. */
  static SentFields of(SendFile file, HttpServletResponse response) {
    SentFields usual = SentFields.of(file);
    List<Field> defaults = new ArrayList<>(usual.defaults());
    defaults.removeIf(field -> field.name().equals("Content-Disposition"));
    boolean saved =
        Optional.ofNullable(response.getHeader("Content-Disposition"))
            .flatMap(Disposition::parse)
            .filter(Disposition::isAttachment)
            .isPresent();
    if (typeOf(file).isActive() && !saved && !response.containsHeader(POLICY)) {
      defaults.add(SANDBOX);
    }
    return new SentFields(usual.contentType(), usual.asked(), defaults);
  }

  /** Whether a browser could run what is in it. */
  static boolean isActive(SentFields fields) {
    return MediaType.parse(fields.contentType()).filter(MediaType::isActive).isPresent();
  }

  private static MediaType typeOf(SendFile file) {
    return MediaType.parse(SentFields.of(file).contentType()).orElse(MediaType.OCTET_STREAM);
  }
}
