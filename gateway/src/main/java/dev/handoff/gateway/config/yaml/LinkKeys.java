package dev.handoff.gateway.config.yaml;

import java.time.Duration;
import java.util.List;

/** The keys of {@code links}. */
final class LinkKeys {
  static final Key<String> KEY_ID =
      Key.required(
          "links.keys.*.id",
          new Kind<>("1 to 32 of A-Z a-z 0-9 _ -", LinkKeys::id, id -> id),
          "Name of a key, as it stands in every link the key signs; all keys verify.");
  static final Key<SecretReference> KEY_SECRET =
      Key.required(
          "links.keys.*.secret",
          SecretReference.KIND,
          "Where it is: base64 of at least 32 octets, as `handoff keygen` prints it.");
  static final Key<String> FROM =
      Key.required(
          "links.paths.*.from",
          Prefixes.KIND,
          "Internal location whose files links open; `PREFIX: LOCATION` is the short form.");
  static final Key<Duration> TOLERANCE =
      Key.one(
          "links.tolerance",
          Times.between(Duration.ZERO, Duration.ofMinutes(5)),
          "30s",
          "How far clocks may differ: a link is good that much longer than it says.");

  static final List<Key<?>> ALL = List.of(KEY_ID, KEY_SECRET, FROM, TOLERANCE);

  private LinkKeys() {}

  private static Parsed<String> id(String text) {
    return text.matches("[A-Za-z0-9_-]{1,32}")
        ? Parsed.good(text)
        : Parsed.bad(Quoted.of(text) + " cannot name a key.", "Use 1 to 32 of A-Z a-z 0-9 _ -");
  }
}
