package dev.handoff.servlet;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.files.keys.KeyFolder;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The init-params of a {@link LinkFilter}. A mistake in one keeps the app from starting.
 *
 * @param remoteUser whether the subject of a link is compared
 */
record LinkFilterParams(
    Optional<Supplier<Links>> links, Optional<List<String>> methods, boolean remoteUser) {
  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of("keys", "key-folder", "tolerance", "methods", "subject"));
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,3})s");

  /**
   * @param programmatic keys were given already, and none are read
   */
  static LinkFilterParams read(FilterConfig config, boolean programmatic) throws ServletException {
    String name = "filter " + config.getFilterName() + ": ";
    for (String param : Collections.list(config.getInitParameterNames())) {
      if (!KNOWN.contains(param)) {
        throw new ServletException(name + "unknown init-param " + param + ". Known: " + KNOWN);
      }
    }
    try {
      return new LinkFilterParams(
          links(config, programmatic),
          Optional.ofNullable(config.getInitParameter("methods")).map(LinkFilterParams::words),
          remoteUser(config.getInitParameter("subject")));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ServletException(name + e.getMessage(), e);
    }
  }

  private static Optional<Supplier<Links>> links(FilterConfig config, boolean programmatic) {
    String keys = config.getInitParameter("keys");
    String folder = config.getInitParameter("key-folder");
    String tolerance = config.getInitParameter("tolerance");
    if (programmatic) {
      if (keys != null || folder != null || tolerance != null) {
        throw new IllegalArgumentException(
            "its keys and tolerance were given in code; remove the init-params about them");
      }
      return Optional.empty();
    }
    if ((keys == null) == (folder == null)) {
      throw new IllegalArgumentException(
          "it needs keys=\"k1=file:/path\" or key-folder=\"/path\", one of the two");
    }
    Duration allowed = tolerance == null ? Links.TOLERANCE : seconds(tolerance);
    if (folder != null) {
      Supplier<Links> watched = KeyFolder.at(Path.of(folder.strip())).links();
      watched.get().tolerating(allowed);
      return Optional.of(() -> watched.get().tolerating(allowed));
    }
    List<LinkKey> read = new ArrayList<>();
    for (String key : words(String.valueOf(keys))) {
      read.add(key(key));
    }
    Links links = Links.of(read).tolerating(allowed);
    return Optional.of(() -> links);
  }

  private static LinkKey key(String text) {
    int equals = text.indexOf('=');
    String id = equals < 0 ? "" : text.substring(0, equals);
    String reference = text.substring(equals + 1);
    if (reference.startsWith("env:")) {
      String variable = reference.substring("env:".length());
      String value = System.getenv(variable);
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException("the environment has no variable " + variable);
      }
      return LinkKey.ofBase64(id, value);
    }
    if (reference.startsWith("file:")) {
      Path file = Path.of(reference.substring("file:".length()));
      if (!file.isAbsolute()) {
        throw new IllegalArgumentException(file + " is no whole path, which a key needs");
      }
      try {
        return LinkKey.ofBase64(id, Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be read", e);
      }
    }
    // What stands here may be the secret itself, so it is not repeated.
    throw new IllegalArgumentException(
        "a key is written ID=env:NAME or ID=file:/path; the secret itself does not stand there");
  }

  private static Duration seconds(String text) {
    Matcher matcher = SECONDS.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("tolerance: 0s to 300s are possible, not " + text);
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }

  private static boolean remoteUser(@Nullable String subject) {
    if (subject == null) {
      return false;
    }
    if (!subject.strip().equals("remote-user")) {
      throw new IllegalArgumentException("subject: remote-user is possible, not " + subject);
    }
    return true;
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("[\\s,]+"));
  }
}
