package dev.handoff.gateway.config.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So much in a time: {@code 20MB/s} of octets, {@code 50/s} or {@code 600/m} of requests. */
final class RateKinds {
  private static final Map<String, Duration> TIMES =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final Pattern REQUESTS = Pattern.compile("([0-9]{1,9}) ?(?:r ?)?/ ?([A-Za-z]+)");

  /** Requests in a time, as they were written. */
  record Requests(int number, Duration in) {}

  private RateKinds() {}

  /** Octets in a second, both bounds inclusive. */
  static Kind<Long> octets(long least, long most) {
    Kind<Long> sizes = Sizes.between(least, most);
    String bounds = sizes.show().apply(least) + "/s to " + sizes.show().apply(most) + "/s";
    return new Kind<>(
        "rate, " + bounds,
        text -> {
          int slash = text.indexOf('/');
          if (slash < 0 && sizes.parse().apply(text) instanceof Parsed.Good<Long>) {
            return Parsed.bad(
                Quoted.of(text) + " says not in which time.", "Write " + text + "/s for a second.");
          }
          if (slash < 0 || !text.substring(slash + 1).strip().equals("s")) {
            return Parsed.bad(Quoted.of(text) + " is not a rate.", "Write 20MB/s.");
          }
          return switch (sizes.parse().apply(text.substring(0, slash).strip())) {
            case Parsed.Good<Long> good -> good;
            case Parsed.Bad<Long>(String why, String fix) when why.endsWith("bounds.") ->
                Parsed.bad(
                    Quoted.of(text) + " is out of bounds.", "Write a rate from " + bounds + ".");
            case Parsed.Bad<Long>(String why, String fix) ->
                why.endsWith("is not a size.")
                    ? Parsed.bad(Quoted.of(text) + " is not a rate.", "Write 20MB/s.")
                    : Parsed.bad(why, fix);
          };
        },
        bytes -> sizes.show().apply(bytes) + "/s");
  }

  /** Requests in a second, a minute or an hour. */
  static Kind<Requests> requests() {
    return new Kind<>(
        "requests in a time, such as 50/s or 600/m",
        text -> {
          if (text.matches("[0-9]{1,9}")) {
            return Parsed.bad(
                Quoted.of(text) + " says not in which time.", "Write " + text + "/s for a second.");
          }
          Matcher matcher = REQUESTS.matcher(text);
          Duration in = matcher.matches() ? TIMES.get(matcher.group(2)) : null;
          if (in == null) {
            return Parsed.bad(
                Quoted.of(text) + " is no number of requests in a time.", "Write 50/s or 600/m.");
          }
          int number = Integer.parseInt(matcher.group(1));
          return number < 1 || number > 1_000_000
              ? Parsed.bad(text + " is out of bounds.", "Write 1 to 1000000 requests.")
              : Parsed.good(new Requests(number, in));
        },
        RateKinds::show);
  }

  private static String show(Requests rate) {
    return TIMES.entrySet().stream()
        .filter(unit -> unit.getValue().equals(rate.in()))
        .map(unit -> rate.number() + "/" + unit.getKey())
        .findFirst()
        .orElseThrow();
  }
}
