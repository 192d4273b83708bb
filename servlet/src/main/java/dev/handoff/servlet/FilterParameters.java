package dev.handoff.servlet;

import dev.handoff.core.front.Dialect;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the init-parameters of a {@link HandoffFilter}; finds everything that is wrong at once. */
final class FilterParameters {
  static final List<String> NAMES =
      List.of(
          "front",
          "map",
          "frontKeys",
          "frontToken",
          "frontTokenFor",
          "roots",
          "immutableRoots",
          "noProgressTimeout",
          "defaultServlet",
          "defaultServletName",
          "sendfileAttributes",
          "sendfileHeader");

  private static final Map<String, Supplier<Front>> FRONTS =
      new TreeMap<>(
          Map.of(
              "none", Front::none,
              "nginx", Front::nginx,
              "apache", Front::apache,
              "lighttpd", Front::lighttpd,
              "caddy", Front::caddy,
              "handoff", Front::handoff,
              "auto", Front::auto));

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private final Map<String, String> given = new TreeMap<>();
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private FilterParameters(FilterConfig config, Map<String, String> environment) {
    this.environment = environment;
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (NAMES.contains(name)) {
        given.put(name, config.getInitParameter(name).strip());
      } else {
        problems.add("init-param " + name + " is unknown; did you mean " + nearest(name) + "?");
      }
    }
  }

  /**
   * What the parameters say.
   *
   * @param programmed what was set in code; then there are no parameters
   * @throws ServletException if anything is wrong; the message has all of it
   */
  static FilterSettings read(
      FilterConfig config, Map<String, String> environment, @Nullable FilterSettings programmed)
      throws ServletException {
    if (programmed != null) {
      List<String> names = Collections.list(config.getInitParameterNames());
      if (!names.isEmpty()) {
        throw refused(
            config,
            List.of(
                "the filter was set up in code, and has init-params too ("
                    + String.join(", ", names)
                    + "): leave one of them out"));
      }
      return programmed;
    }
    FilterParameters parameters = new FilterParameters(config, environment);
    Optional<FilterSettings> settings = parameters.settings();
    if (!parameters.problems.isEmpty() || settings.isEmpty()) {
      throw refused(config, parameters.problems);
    }
    return settings.get();
  }

  static ServletException refused(FilterConfig config, List<String> problems) {
    return new ServletException(
        problems.stream()
            .collect(
                Collectors.joining(
                    "\n  ", "filter \"" + config.getFilterName() + "\" does not start:\n  ", "")));
  }

  private Optional<FilterSettings> settings() {
    Handoff.Builder builder = Handoff.builder().fromEnvironment(environment);
    front().ifPresent(builder::front);
    map().ifPresent(builder::map);
    roots("roots").ifPresent(builder::roots);
    roots("immutableRoots").ifPresent(builder::immutable);
    time("noProgressTimeout").ifPresent(builder::noProgressTimeout);
    DefaultServlet defaultServlet =
        choice(
            "defaultServlet",
            DefaultServlet.CONTAINER,
            Map.of(
                "off",
                DefaultServlet.CONTAINER,
                "front",
                DefaultServlet.FRONT,
                "on",
                DefaultServlet.ALWAYS));
    boolean attributes = onOff("sendfileAttributes", true);
    boolean header = onOff("sendfileHeader", false);
    if (header && !given.containsKey("roots")) {
      problems.add(
          "init-param sendfileHeader is on, but any path would do: name the folders it may lead to"
              + " by init-param roots");
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FilterSettings(
              builder.build(),
              defaultServlet,
              given.getOrDefault("defaultServletName", ""),
              attributes,
              header));
    } catch (IllegalStateException needsMap) {
      problems.add(
          "init-param front="
              + given.getOrDefault("front", "")
              + " knows files by URI alone: say which folders it has by init-param map, for example"
              + " /srv/files/=/_files/");
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private Optional<Front> front() {
    String name = given.getOrDefault("front", "").toLowerCase(Locale.ROOT);
    List<FrontKey> keys = keys();
    Optional<String> token = token();
    boolean secrets = given.containsKey("frontKeys") || given.containsKey("frontToken");
    if (!name.isEmpty() && !FRONTS.containsKey(name)) {
      problems.add(
          "init-param front is \"%s\"; it is one of %s"
              .formatted(given.get("front"), String.join(", ", FRONTS.keySet())));
      return Optional.empty();
    }
    boolean auto = name.isEmpty() ? secrets : name.equals("auto");
    if (secrets && !auto) {
      problems.add(
          "init-param front=%s is told of every file, so frontKeys and frontToken mean nothing: leave them out, or say front=auto"
              .formatted(name));
    }
    if (given.containsKey("map")
        && (name.equals("none") || (!given.containsKey("frontToken") && isAutoOrUnsaid(name)))) {
      problems.add(
          "init-param map: nobody reads it, because %s; say which front is there, for example front=nginx"
              .formatted(
                  name.equals("none")
                      ? "front is none"
                      : "with front=auto the gateway itself says which folders it has"));
    }
    if (!auto) {
      return Optional.ofNullable(FRONTS.get(name)).map(Supplier::get);
    }
    try {
      Front front = Front.auto(keys);
      return Optional.of(token.isPresent() ? front.orByToken(token.get(), dialect()) : front);
    } catch (IllegalArgumentException e) {
      problems.add("init-param frontKeys or frontToken: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isAutoOrUnsaid(String front) {
    return front.isEmpty() || front.equals("auto");
  }

  private List<FrontKey> keys() {
    List<FrontKey> keys = new ArrayList<>();
    for (String entry : list("frontKeys")) {
      int equals = entry.indexOf('=');
      if (equals < 1) {
        problems.add(
            "init-param frontKeys, entry %d: a name and where its secret is are needed, for example k1=env:FRONT_KEY"
                .formatted(keys.size() + 1));
        continue;
      }
      String id = entry.substring(0, equals).strip();
      secret("frontKeys", entry.substring(equals + 1).strip())
          .ifPresent(secret -> {
            try {
              keys.add(FrontKey.ofBase64(id, secret));
            } catch (IllegalArgumentException e) {
              problems.add("init-param frontKeys: " + e.getMessage());
            }
          });
    }
    return keys;
  }

  private Optional<String> token() {
    if (!given.containsKey("frontToken")) {
      if (given.containsKey("frontTokenFor")) {
        problems.add("init-param frontTokenFor has no frontToken beside it; give both or none");
      }
      return Optional.empty();
    }
    return secret("frontToken", given.get("frontToken"));
  }

  private Dialect dialect() {
    String name = given.getOrDefault("frontTokenFor", "");
    for (Dialect dialect : Dialect.values()) {
      if (dialect.name().equalsIgnoreCase(name)) {
        return dialect;
      }
    }
    problems.add(
        "init-param frontTokenFor is \"%s\"; it says which front sends frontToken: nginx, apache, lighttpd, caddy or handoff"
            .formatted(name));
    return Dialect.HANDOFF;
  }

  /** Never repeats what it was given, which might be the secret itself. */
  private Optional<String> secret(String parameter, String where) {
    if (where.startsWith("env:")) {
      String variable = where.substring("env:".length());
      Optional<String> value = Optional.ofNullable(environment.get(variable)).map(String::strip);
      if (value.filter(text -> !text.isEmpty()).isEmpty()) {
        problems.add(
            "init-param %s: environment variable %s is not set".formatted(parameter, variable));
        return Optional.empty();
      }
      return value;
    }
    if (where.startsWith("file:")) {
      String file = where.substring("file:".length());
      try {
        return Optional.of(Files.readString(Path.of(file)).strip());
      } catch (IOException | InvalidPathException e) {
        problems.add("init-param %s: file %s cannot be read (%s)".formatted(parameter, file, e));
        return Optional.empty();
      }
    }
    problems.add(
        "init-param %s: a secret does not stand in a configuration; write env:NAME or file:/path"
            .formatted(parameter));
    return Optional.empty();
  }

  private Optional<RedirectMap> map() {
    if (!given.containsKey("map")) {
      return Optional.empty();
    }
    try {
      return Optional.of(RedirectMap.parse(given.get("map")));
    } catch (RedirectMap.Unusable e) {
      problems.add("init-param map: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<FileRoot>> roots(String parameter) {
    if (!given.containsKey(parameter)) {
      return Optional.empty();
    }
    List<FileRoot> roots = new ArrayList<>();
    List<String> folders = list(parameter);
    if (folders.isEmpty()) {
      problems.add("init-param " + parameter + " is empty: name a folder, or leave it out");
    }
    for (String folder : folders) {
      try {
        roots.add(FileRoot.at(Path.of(folder)));
      } catch (IllegalArgumentException e) {
        problems.add("init-param " + parameter + ": " + e.getMessage());
      }
    }
    return Optional.of(roots);
  }

  private List<String> list(String parameter) {
    return Pattern.compile("[,\n]")
        .splitAsStream(given.getOrDefault(parameter, ""))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private Optional<Duration> time(String parameter) {
    if (!given.containsKey(parameter)) {
      return Optional.empty();
    }
    Matcher matcher = TIME.matcher(given.get(parameter));
    long amount = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    if (amount == 0) {
      problems.add(
          "init-param %s is \"%s\"; a time is a number above 0 and ms, s, m or h, for example 60s"
              .formatted(parameter, given.get(parameter)));
      return Optional.empty();
    }
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  private boolean onOff(String parameter, boolean otherwise) {
    return choice(parameter, otherwise, Map.of("on", true, "off", false));
  }

  private <T> T choice(String parameter, T otherwise, Map<String, T> choices) {
    if (!given.containsKey(parameter)) {
      return otherwise;
    }
    T chosen = choices.get(given.get(parameter).toLowerCase(Locale.ROOT));
    if (chosen == null) {
      problems.add(
          "init-param %s is \"%s\"; it is one of %s"
              .formatted(
                  parameter,
                  given.get(parameter),
                  choices.keySet().stream().sorted().collect(Collectors.joining(", "))));
      return otherwise;
    }
    return chosen;
  }

  /** The known name that takes the fewest changes. */
  private static String nearest(String name) {
    return NAMES.stream()
        .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)))
        .orElseThrow();
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      int diagonal = 0;
      for (int j = 0; j <= other.length(); j++) {
        int above = row[j];
        if (i == 0 || j == 0) {
          row[j] = i + j;
        } else {
          boolean same =
              Character.toLowerCase(one.charAt(i - 1))
                  == Character.toLowerCase(other.charAt(j - 1));
          row[j] = Math.min(diagonal + (same ? 0 : 1), 1 + Math.min(above, row[j - 1]));
        }
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
