package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig.HandoffField;
import dev.handoff.gateway.config.AppConfig.HandoffOn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys of one app. */
final class AppKeys {
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  static final Key<AppAddress> URL =
      Key.required("apps.*.url", Addresses.APP, "Where the app is; `NAME: URL` is the short form.");
  static final Key<String> PARAMS = UwsgiParams.KEY;
  static final Key<String> HOSTS =
      Key.listOr(
          "apps.*.hosts",
          Hosts.KIND,
          "any host",
          "Hosts whose requests it gets, without port; unknown hosts get 421 when every app names its own.");
  static final Key<String> PATHS =
      Key.list(
          "apps.*.paths",
          Prefixes.KIND,
          List.of("/"),
          "Prefixes whose requests it gets; the longest prefix of the whole file wins.");
  static final Key<String> MAY_DELIVER =
      Key.listOr(
          "apps.*.may_deliver",
          Prefixes.KIND,
          "one app: every internal location; several: none",
          "Internal locations it may hand off from; `[]` means none.");
  static final Key<String> STRIP_PREFIX =
      Key.optional(
          "apps.*.strip_prefix",
          Prefixes.KIND,
          "nothing",
          "Taken off the path before the app sees it.");

  /** The word; the map with paths is {@link #CONDITIONALS_HIDE}. */
  static final Key<Boolean> CONDITIONALS =
      Key.optional(
          "apps.*.conditionals",
          Kind.choice(List.of(Map.entry("hide", true), Map.entry("pass", false))),
          "`hide` for an app that may hand off, else `pass`",
          "Whether it sees Range and If-* of GET and HEAD.");

  static final Key<String> CONDITIONALS_HIDE =
      Key.listOr(
          "apps.*.conditionals.hide",
          Prefixes.KIND,
          "no such list",
          "Instead of a word: they are hidden below these prefixes and passed elsewhere.");
  static final Key<HandoffField> ACCEPT =
      Key.list(
          "apps.*.accept",
          new Kind<>("field name", AppKeys::field, HandoffField::fieldName),
          List.of("X-Accel-Redirect", "X-Sendfile"),
          "Fields of its answer that hand off; the others are only removed. `X-LIGHTTPD-send-file` is known, too.");
  static final Key<HandoffOn> HANDOFF_ON =
      Key.one(
          "apps.*.handoff_on",
          Kind.choice(
              List.of(Map.entry("2xx", HandoffOn.SUCCESS), Map.entry("any", HandoffOn.ANY))),
          "2xx",
          "Statuses of its answer that can hand off: 200 to 206, or any final one as in nginx.");
  static final Key<Boolean> CONTENT_TYPE =
      Key.one(
          "apps.*.content_type",
          Kind.choice(List.of(Map.entry("app", true), Map.entry("file", false))),
          "file",
          "Whose Content-Type wins when the app says text/html, the default of most frameworks.");
  static final Key<Boolean> ANNOUNCE =
      Key.one(
          "apps.*.announce",
          Kind.YES_NO,
          "true",
          "Tell it what it may hand off (X-Sendfile-Type, X-Accel-Mapping, X-Redirect-Map).");
  static final Key<String> FRONT_KEY_ID =
      Key.required(
          "apps.*.front_keys.*.id",
          new Kind<>("1 to 32 of A-Z a-z 0-9 . _ -", AppKeys::frontKeyId, id -> id),
          "Name of a key by which the app knows that a request came through the gateway; the first signs.");
  static final Key<SecretReference> FRONT_KEY_SECRET =
      Key.required(
          "apps.*.front_keys.*.secret",
          SecretReference.KIND,
          "Where it is: base64 of at least 32 octets, as `handoff keygen` prints it.");
  static final Key<Integer> MAX =
      Key.one(
          "apps.*.connections.max",
          Kind.number(1, 100_000),
          "256",
          "Open connections to it at most.");
  static final Key<Integer> IDLE =
      Key.one(
          "apps.*.connections.idle",
          Kind.number(0, 1_000),
          "64",
          "Connections each event loop keeps for the next request.");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.one(
          "apps.*.connections.idle_timeout",
          Times.between(INSTANT, DAY),
          "4s",
          "How long they are kept; less than the app's own keep-alive time.");
  static final Key<Integer> QUEUE =
      Key.one(
          "apps.*.connections.queue",
          Kind.number(0, 1_000_000),
          "1024",
          "Requests that may wait for a connection; beyond it 503.");
  static final Key<Duration> CONNECT_TIMEOUT =
      Key.one(
          "apps.*.connect_timeout",
          Times.between(INSTANT, DAY),
          "5s",
          "For a connection to it to open (504).");
  static final Key<Duration> TIMEOUT =
      Key.one(
          "apps.*.timeout",
          Times.between(INSTANT, DAY),
          "60s",
          "For its answer to begin (504), and between two parts of the answer.");
  static final Key<Long> MAX_UPLOAD =
      Key.optional(
          "apps.*.max_upload",
          Sizes.between(0, 1L << 60),
          "no limit",
          "Largest request body it gets (413).");
  static final Key<Duration> REUSE_MAX =
      Key.one(
          "apps.*.reuse_max",
          Times.between(Duration.ZERO, DAY),
          "60s",
          "How long a decision is reused at most, whatever it says (`Handoff: reuse=30`); 0s: never.");

  static final List<Key<?>> ALL =
      List.of(
          URL,
          PARAMS,
          HOSTS,
          PATHS,
          MAY_DELIVER,
          STRIP_PREFIX,
          CONDITIONALS,
          CONDITIONALS_HIDE,
          ACCEPT,
          HANDOFF_ON,
          CONTENT_TYPE,
          ANNOUNCE,
          FRONT_KEY_ID,
          FRONT_KEY_SECRET,
          MAX,
          IDLE,
          IDLE_TIMEOUT,
          QUEUE,
          CONNECT_TIMEOUT,
          TIMEOUT,
          MAX_UPLOAD,
          REUSE_MAX);

  private AppKeys() {}

  private static Parsed<String> frontKeyId(String text) {
    return text.matches("[A-Za-z0-9._-]{1,32}")
        ? Parsed.good(text)
        : Parsed.bad(Quoted.of(text) + " cannot name a key.", "Use 1 to 32 of A-Z a-z 0-9 . _ -");
  }

  private static Parsed<HandoffField> field(String text) {
    for (HandoffField field : HandoffField.values()) {
      if (field.fieldName().equalsIgnoreCase(text)) {
        return Parsed.good(field);
      }
    }
    List<String> names = Arrays.stream(HandoffField.values()).map(HandoffField::fieldName).toList();
    String fix =
        Nearest.to(text.toLowerCase(Locale.ROOT), names)
            .map(name -> "Did you mean " + name + "?")
            .orElse("Known: " + String.join(", ", names) + ".");
    return Parsed.bad(Quoted.of(text) + " is not a field that hands off.", fix);
  }
}
