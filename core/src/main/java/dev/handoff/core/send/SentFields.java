package dev.handoff.core.send;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.fields.Field;
import dev.handoff.core.mediatype.FileTypes;
import dev.handoff.core.mediatype.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields that go with a file besides those that follow from its bytes.
 *
 * @param contentType value of Content-Type
 * @param asked what the app said; stronger than anything somebody else put on the answer
 * @param defaults what holds where nobody said otherwise: private, not sniffed, and a page of
 *     unknown origin is saved or shown without rights
 */
public record SentFields(String contentType, List<Field> asked, List<Field> defaults) {
  private static final String POLICY = "Content-Security-Policy";
  private static final Field SANDBOX = new Field(POLICY, "sandbox");
  private static final Field NO_SNIFFING = new Field("X-Content-Type-Options", "nosniff");
  private static final Field PROTECTED = new Field("Cache-Control", CachePolicy.PROTECTED);

  public SentFields {
    asked = List.copyOf(asked);
    defaults = List.copyOf(defaults);
  }

  /** The fields of a file. */
  public static SentFields of(SendFile file) {
    return of(file, Optional.empty());
  }

  /**
   * The fields of a file whose server says what type it has.
   *
   * @param told stronger than the name, weaker than the app
   */
  public static SentFields of(SendFile file, Optional<MediaType> told) {
    SendOptions options = file.options();
    String type =
        options.contentType().orElseGet(() -> told.orElseGet(() -> typeByName(file)).toString());
    List<Field> asked = new ArrayList<>(options.headers());
    List<Field> defaults = new ArrayList<>(List.of(NO_SNIFFING));
    options
        .cache()
        .ifPresentOrElse(
            value -> asked.add(new Field("Cache-Control", value)), () -> defaults.add(PROTECTED));
    boolean active = MediaType.parse(type).filter(MediaType::isActive).isPresent();
    Optional<Disposition> disposition = options.disposition();
    if (disposition.isPresent()) {
      asked.add(new Field("Content-Disposition", disposition.get().toString()));
      if (active && !disposition.get().isAttachment() && !options.hasHeader(POLICY)) {
        defaults.add(SANDBOX);
      }
    } else if (active) {
      // Shown in a page of this site it could act as the user (stored cross-site scripting).
      Disposition saved =
          file.source().fileName().map(Disposition::attachment).orElseGet(Disposition::attachment);
      defaults.add(new Field("Content-Disposition", saved.toString()));
    }
    return new SentFields(type, asked, defaults);
  }

  /** A name to be saved under says what the bytes are, if they have no name of their own. */
  private static MediaType typeByName(SendFile file) {
    return file.source()
        .fileName()
        .flatMap(FileTypes::known)
        .or(() -> file.options().disposition().flatMap(Disposition::name).flatMap(FileTypes::known))
        .orElse(MediaType.OCTET_STREAM);
  }

  /** Whether showing it is only safe with a policy that a front might drop. */
  public boolean needsPolicy() {
    return defaults.contains(SANDBOX);
  }
}
