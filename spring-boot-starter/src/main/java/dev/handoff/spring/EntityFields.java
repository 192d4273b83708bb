package dev.handoff.spring;

import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SendOptions;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What was said beside a file: fields that a {@link SendFile} has an option for become that option,
 * unless it has been given one; the others go onto the answer.
 */
final class EntityFields {
  /** They follow from the bytes, or belong to the message. */
  private static final Set<String> NOT_SAID =
      Set.of("accept-ranges", "connection", "content-length", "content-range", "transfer-encoding");

  private EntityFields() {}

  /**
   * The file with what was said beside it.
   *
   * @param response gets what is no option
   */
  static SendFile apply(SendFile file, HttpHeaders said, HttpServletResponse response) {
    SendFile all = file;
    for (String name : said.headerNames()) {
      List<String> values = said.getOrEmpty(name);
      String lower = name.toLowerCase(Locale.ROOT);
      if (values.isEmpty() || NOT_SAID.contains(lower)) {
        continue;
      }
      Optional<SendFile> taken = option(all, lower, values);
      if (taken.isPresent()) {
        all = taken.get();
      } else {
        write(name, values, response);
      }
    }
    return all;
  }

  /** The file with an option; empty if the field is none. */
  private static Optional<SendFile> option(SendFile file, String name, List<String> values) {
    SendOptions options = file.options();
    String value = String.join(", ", values);
    return switch (name) {
      case "content-type" ->
          Optional.of(options.contentType().isPresent() ? file : file.contentType(value));
      case "cache-control" -> Optional.of(options.cache().isPresent() ? file : file.cache(value));
      case "etag" ->
          Optional.of(
              options.entityTag().isPresent()
                  ? file
                  : EntityTag.parse(value).map(file::etag).orElse(file));
      case "last-modified" ->
          Optional.of(
              options.lastModified().isPresent()
                  ? file
                  : HttpDate.parse(value, Instant.now()).map(file::lastModified).orElse(file));
      case "content-disposition" -> disposition(file, value);
      default -> Optional.empty();
    };
  }

  private static Optional<SendFile> disposition(SendFile file, String value) {
    if (file.options().disposition().isPresent()) {
      return Optional.of(file);
    }
    Optional<Disposition> said = Disposition.parse(value);
    Optional<String> name = said.flatMap(Disposition::name);
    if (name.isPresent()) {
      return Optional.of(
          said.get().isAttachment() ? file.attachment(name.get()) : file.inline(name.get()));
    }
    // Without a name of its own the field stands as it is, but for a page, which inline makes safe.
    return said.filter(disposition -> !disposition.isAttachment()).map(inline -> file.inline());
  }

  private static void write(String name, List<String> values, HttpServletResponse response) {
    boolean list = name.equalsIgnoreCase("Set-Cookie") || name.equalsIgnoreCase("Vary");
    if (!list) {
      response.setHeader(name, values.get(0));
    }
    values.stream().skip(list ? 0 : 1).forEach(value -> response.addHeader(name, value));
  }

  /** The file with the type that a mapping promises, if it promises one and nobody said another. */
  static SendFile promised(SendFile file, HttpServletRequest request) {
    Object types = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
    return file.options().contentType().isEmpty()
            && types instanceof Set<?> set
            && set.size() == 1
            && set.iterator().next() instanceof MediaType type
            && type.isConcrete()
        ? file.contentType(type.toString())
        : file;
  }
}
