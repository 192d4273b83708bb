package dev.handoff.core.send;

import dev.handoff.core.handoff.ControlFields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Fields that no app gives as a plain header, each with what to do instead. */
final class OwnFields {
  private static final String MESSAGE = "it belongs to the connection";
  private static final String BYTES = "it follows from the bytes that are sent";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("content-type", "use contentType"),
          Map.entry("content-disposition", "use attachment or inline"),
          Map.entry("etag", "use etag"),
          Map.entry("last-modified", "use lastModified"),
          Map.entry("cache-control", "use cache"),
          Map.entry("repr-digest", "use digest"),
          Map.entry("content-length", BYTES),
          Map.entry("content-range", BYTES),
          Map.entry("content-digest", BYTES),
          Map.entry("accept-ranges", BYTES),
          Map.entry("date", MESSAGE),
          Map.entry("connection", MESSAGE),
          Map.entry("keep-alive", MESSAGE),
          Map.entry("proxy-connection", MESSAGE),
          Map.entry("te", MESSAGE),
          Map.entry("trailer", MESSAGE),
          Map.entry("transfer-encoding", MESSAGE),
          Map.entry("upgrade", MESSAGE));

  private OwnFields() {}

  /** Why a field of that name is refused. */
  static Optional<String> objectionTo(String name) {
    return ControlFields.isControl(name)
        ? Optional.of("it is between app and front: use limitRate, deleteAfter or gateway")
        : Optional.ofNullable(INSTEAD.get(name.toLowerCase(Locale.ROOT)));
  }
}
