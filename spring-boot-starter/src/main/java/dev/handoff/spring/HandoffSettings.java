package dev.handoff.spring;

import dev.handoff.core.front.Dialect;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.files.FileRoot;
import dev.handoff.files.keys.KeyFolder;
import dev.handoff.spring.HandoffProperties.FrontKind;
import dev.handoff.spring.UnusableHandoffProperties.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * {@code handoff.*} as it is used.
 *
 * @param map without entries where there is none
 * @param roots empty where anything may be sent
 */
record HandoffSettings(
    Front front,
    RedirectMap map,
    List<FileRoot> roots,
    OptionalLong limitRate,
    Optional<RemoteRules> remote) {

  /** Set by whoever has an nginx before the app, for Rack as for us. */
  static final String MAP_VARIABLE = "X_REDIRECT_MAP";

  /**
   * Reads the properties.
   *
   * @param environmentMap value of {@value #MAP_VARIABLE}; blank if there is none
   * @throws UnusableHandoffProperties with everything that is wrong
   */
  static HandoffSettings of(HandoffProperties properties, String environmentMap) {
    return new Reading(properties, environmentMap).settings();
  }

  /** Finds everything that is wrong at once. */
  private static final class Reading {
    private static final String MAP_EXAMPLE = "/srv/files/=/_files/";

    private final HandoffProperties given;
    private final String environmentMap;
    private final List<Problem> problems = new ArrayList<>();

    Reading(HandoffProperties given, String environmentMap) {
      this.given = given;
      this.environmentMap = given.map() == null ? environmentMap : "";
    }

    HandoffSettings settings() {
      RedirectMap map = map();
      Front front = front(map);
      List<FileRoot> roots = roots();
      OptionalLong rate = limitRate();
      Optional<RemoteRules> remote = remote();
      positive("handoff.no-progress-timeout", given.noProgressTimeout());
      if (given.filter().sendfileHeader() && given.roots().isEmpty()) {
        problem(
            "handoff.filter.sendfile-header",
            "any path would do",
            "Name the folders it may lead to by handoff.roots.");
      }
      if (!problems.isEmpty()) {
        throw new UnusableHandoffProperties(problems);
      }
      return new HandoffSettings(front, map, roots, rate, remote);
    }

    private void problem(String property, @Nullable String reason, String fix) {
      problems.add(new Problem(property, String.valueOf(reason), fix));
    }

    private RedirectMap map() {
      String map = given.map();
      String text = map == null ? environmentMap : map;
      try {
        return RedirectMap.parse(text);
      } catch (RedirectMap.Unusable e) {
        problem(
            map == null ? "environment variable " + MAP_VARIABLE : "handoff.map",
            e.getMessage(),
            "An entry is a folder and its URI, for example " + MAP_EXAMPLE);
        return RedirectMap.of(List.of());
      }
    }

    private Front front(RedirectMap map) {
      @Nullable FrontKind said = given.front();
      FrontKind kind =
          said != null ? said : environmentMap.isBlank() ? FrontKind.AUTO : FrontKind.NGINX;
      boolean proving = kind == FrontKind.AUTO || kind == FrontKind.HANDOFF;
      boolean keys = !given.frontKeys().isEmpty() || given.frontKeyFolder() != null;
      boolean secrets = keys || given.frontToken() != null;
      if (secrets && !proving) {
        problem(
            "handoff.front",
            "%s is told of every file, so keys and tokens mean nothing".formatted(name(kind)),
            "Leave them out, or say handoff.front=auto.");
      }
      if (kind == FrontKind.HANDOFF && !keys) {
        problem(
            "handoff.front",
            "handoff proves itself by a key, and there is none: every file would be sent by this"
                + " process",
            "Put what `handoff keygen` prints into handoff.front-keys.k1 and into front_keys of"
                + " handoff.yaml, or say handoff.front=none.");
      }
      boolean byToken = kind == FrontKind.AUTO && given.frontToken() != null;
      boolean reads = kind == FrontKind.NGINX || kind == FrontKind.CADDY;
      if (reads && map.entries().isEmpty() && given.map() == null) {
        problem(
            "handoff.front",
            name(kind) + " knows files by URI alone",
            "Say which folders it has, for example handoff.map=" + MAP_EXAMPLE);
      }
      if (given.map() != null && !byToken && (proving || kind == FrontKind.NONE)) {
        problem(
            "handoff.map",
            kind == FrontKind.NONE
                ? "nobody reads it, because handoff.front is none"
                : "nobody reads it, because the gateway itself says which folders it has",
            "Say which front is there, for example handoff.front=nginx, or leave the map out.");
      }
      return switch (kind) {
        case NGINX -> Front.nginx();
        case APACHE -> Front.apache();
        case LIGHTTPD -> Front.lighttpd();
        case CADDY -> Front.caddy();
        case NONE -> Front.none();
        case AUTO, HANDOFF -> proving(byToken);
      };
    }

    private Front proving(boolean byToken) {
      Front front = Front.auto(keys());
      try {
        front = front.within(given.frontWindow());
      } catch (IllegalArgumentException e) {
        problem("handoff.front-window", e.getMessage(), "60s is usual.");
      }
      return byToken ? withToken(front) : front;
    }

    private Supplier<List<FrontKey>> keys() {
      @Nullable Path folder = given.frontKeyFolder();
      if (folder != null) {
        if (!given.frontKeys().isEmpty()) {
          problem(
              "handoff.front-key-folder",
              "there are handoff.front-keys too",
              "Leave one of them out.");
        }
        try {
          return KeyFolder.at(folder).frontKeys();
        } catch (IllegalArgumentException e) {
          problem("handoff.front-key-folder", e.getMessage(), "Name a folder that holds the keys.");
        }
      }
      List<FrontKey> keys = new ArrayList<>();
      // By their names, so that all problems are told in one order.
      for (Map.Entry<String, String> entry : new TreeMap<>(given.frontKeys()).entrySet()) {
        try {
          keys.add(FrontKey.ofBase64(entry.getKey(), entry.getValue()));
        } catch (IllegalArgumentException e) {
          problem(
              "handoff.front-keys." + entry.getKey(),
              e.getMessage(),
              "Run `handoff keygen` and give what it prints to both the app and the gateway.");
        }
      }
      List<FrontKey> all = List.copyOf(keys);
      return () -> all;
    }

    private Front withToken(Front front) {
      HandoffProperties.Token token = given.frontToken();
      if (token == null || token.secret() == null || token.front() == null) {
        problem(
            "handoff.front-token",
            "half of it is missing",
            "Give handoff.front-token.secret and handoff.front-token.front.");
        return front;
      }
      try {
        return front.orByToken(token.secret(), Dialect.valueOf(token.front().name()));
      } catch (IllegalArgumentException e) {
        boolean noDialect = token.front() == FrontKind.AUTO || token.front() == FrontKind.NONE;
        problem(
            noDialect ? "handoff.front-token.front" : "handoff.front-token.secret",
            noDialect ? name(token.front()) + " is no front that sends a token" : e.getMessage(),
            noDialect
                ? "It is one of nginx, apache, lighttpd, caddy, handoff."
                : "`handoff keygen` makes one.");
        return front;
      }
    }

    private List<FileRoot> roots() {
      List<FileRoot> roots = new ArrayList<>();
      for (int i = 0; i < given.roots().size(); i++) {
        try {
          roots.add(FileRoot.at(given.roots().get(i)));
        } catch (IllegalArgumentException e) {
          String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
          problem("handoff.roots[" + i + "]", parts[0], capital(parts[parts.length - 1]) + ".");
        }
      }
      return List.copyOf(roots);
    }

    private OptionalLong limitRate() {
      @Nullable DataSize rate = given.limitRate();
      if (rate == null) {
        return OptionalLong.empty();
      }
      if (rate.toBytes() < 1) {
        problem(
            "handoff.limit-rate",
            "it is " + rate + " in a second, with which nothing is sent",
            "Say for example 500KB, or leave it out for no limit.");
      }
      return OptionalLong.of(rate.toBytes());
    }

    private Optional<RemoteRules> remote() {
      HandoffProperties.Remote remote = given.remote();
      if (remote.allow().isEmpty()) {
        return Optional.empty();
      }
      boolean connects = positive("handoff.remote.connect-timeout", remote.connectTimeout());
      boolean timed = positive("handoff.remote.no-progress-timeout", remote.noProgressTimeout());
      try {
        RemoteRules rules =
            RemoteRules.allow(remote.allow().toArray(String[]::new))
                .redirects(remote.redirects())
                .atOnce(remote.atOnce());
        if (connects && timed) {
          rules =
              rules
                  .connectTimeout(remote.connectTimeout())
                  .noProgressTimeout(remote.noProgressTimeout());
        }
        return Optional.of(remote.privateAddresses() ? rules.privateAddresses() : rules);
      } catch (IllegalArgumentException e) {
        problem("handoff.remote", e.getMessage(), "Allowed is for example https://store.example/");
        return Optional.empty();
      }
    }

    private boolean positive(String property, Duration time) {
      boolean fine = !time.isNegative() && !time.isZero();
      if (!fine) {
        problem(property, "a timeout is more than nothing, got " + time, "Say for example 60s.");
      }
      return fine;
    }

    private static String name(FrontKind kind) {
      return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String capital(String text) {
      return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
  }
}
