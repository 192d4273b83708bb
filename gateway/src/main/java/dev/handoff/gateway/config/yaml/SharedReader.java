package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import dev.handoff.gateway.config.SharedBudgets.Engine;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code limits.shared}: off without the key; with it, an engine is required. */
final class SharedReader {
  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?([a-z]+)://((?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)(/[A-Za-z0-9_-]*)?");

  /** Where an engine is, as it stands in the file. */
  record Place(Engine engine, String address) {}

  private static final Key<Place> WHERE =
      Key.required(
          "limits.shared.url",
          new Kind<>(
              "`redis://HOST:PORT` or `postgresql://HOST:PORT/DATABASE`",
              SharedReader::parse,
              SharedReader::show),
          "Engine in which several gateways keep one budget of requests and rates.");
  private static final Key<String> USER =
      Key.optional(
          "limits.shared.user",
          name("a name"),
          "the engine's default",
          "Who the gateway is to the engine.");
  private static final Key<SecretReference> PASSWORD =
      Key.optional(
          "limits.shared.password",
          SecretReference.KIND,
          "none",
          "What proves that to the engine.");
  private static final Key<String> PREFIX =
      Key.one(
          "limits.shared.prefix",
          name("a name"),
          "handoff",
          "Before every name in the engine; gateways with the same one share their budgets.");

  static final List<Key<?>> KEYS = List.of(WHERE, USER, PASSWORD, PREFIX);

  private SharedReader() {}

  static Optional<SharedBudgets> read(Section limits, Surroundings surroundings) {
    if (limits.node("shared").isEmpty()) {
      limits
          .report()
          .set(WHERE.path(), new Setting.Value.Absent("off"), new Setting.Origin.BuiltIn());
      return Optional.empty();
    }
    Section shared = limits.child("shared");
    Optional<Place> place = shared.find(WHERE);
    Optional<String> user = shared.find(USER);
    Optional<Item<SecretReference>> item = shared.findItem(PASSWORD);
    Optional<Secret> password =
        item.flatMap(found -> surroundings.password(found, shared.fullName(PASSWORD)));
    String prefix = shared.value(PREFIX);
    return place.map(
        found -> new SharedBudgets(found.engine(), found.address(), user, password, prefix));
  }

  private static Kind<String> name(String what) {
    return new Kind<>(
        what + ", 1 to 32 of A-Z a-z 0-9 _ -",
        text ->
            text.matches("[A-Za-z0-9_-]{1,32}")
                ? Parsed.good(text)
                : Parsed.bad(
                    Quoted.of(text) + " is not " + what + ".", "Use 1 to 32 of A-Z a-z 0-9 _ -"),
        name -> name);
  }

  private static Parsed<Place> parse(String text) {
    if (text.contains("@")) {
      return Parsed.bad(
          "an address with a user or a password in it.",
          "Write user: and password: env:NAME or file:/path beside url.");
    }
    Matcher matcher = URL.matcher(text);
    String scheme = matcher.matches() ? matcher.group(1) : "";
    String path = matcher.matches() && matcher.group(3) != null ? matcher.group(3) : "";
    boolean database = path.length() > 1;
    return switch (scheme) {
      case "redis" ->
          database
              ? Parsed.bad("Redis has numbers, not names, of databases.", "Leave " + path + " out.")
              : Parsed.good(new Place(Engine.REDIS, withPort(matcher.group(2), 6379)));
      case "postgresql" ->
          database
              ? Parsed.good(new Place(Engine.POSTGRESQL, withPort(matcher.group(2), 5432) + path))
              : Parsed.bad(Quoted.of(text) + " names no database.", "Write …/DATABASE.");
      default ->
          Parsed.bad(
              Quoted.of(text) + " is no engine that budgets can be kept in.",
              "Write redis://HOST:PORT or postgresql://HOST:PORT/DATABASE.");
    };
  }

  private static String withPort(String authority, int usual) {
    return authority.matches(".*:[0-9]+") && !authority.endsWith("]")
        ? authority
        : authority + ":" + usual;
  }

  private static String show(Place place) {
    return (place.engine() == Engine.REDIS ? "redis://" : "postgresql://") + place.address();
  }
}
