package dev.handoff.servlet;

import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.handoff.HandoffTarget.FilePath;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.send.SendFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** What an app named instead of writing it. */
sealed interface NamedFile {

  /**
   * All of a file.
   *
   * @param complete the app said everything that is to be said about it
   */
  record Whole(SendFile file, boolean complete) implements NamedFile {}

  /**
   * By Tomcat's attributes: a piece of a file, which the app may have chosen by itself.
   *
   * @param start zero-based
   * @param end exclusive
   */
  record Window(SendFile file, long start, long end) implements NamedFile {}

  /**
   * Nothing that can be sent.
   *
   * @param status 500 for what cannot be meant, 404 for what may not be sent
   */
  record Unusable(int status, String reason) implements NamedFile {}

  /** By the attribute {@link HandoffFilter#FILE}. */
  static NamedFile of(Object value) {
    try {
      if (value instanceof SendFile file) {
        return new Whole(file, true);
      }
      if (value instanceof Path path) {
        return new Whole(SendFile.path(path), false);
      }
      if (value instanceof File file) {
        return new Whole(SendFile.path(file.toPath()), false);
      }
      return new Unusable(
          500,
          "request attribute "
              + HandoffFilter.FILE
              + " holds a "
              + value.getClass().getName()
              + "; a SendFile, a Path or a File is needed");
    } catch (IllegalArgumentException e) {
      return new Unusable(500, "request attribute " + HandoffFilter.FILE + ": " + e.getMessage());
    }
  }

  /** By Tomcat's attributes, as far as a name was set. */
  static Optional<NamedFile> window(HttpServletRequest request) {
    Object name = request.getAttribute(ContainerSendfile.FILENAME);
    if (name == null) {
      return Optional.empty();
    }
    Object start = request.getAttribute(ContainerSendfile.START);
    Object end = request.getAttribute(ContainerSendfile.END);
    if (!(name instanceof String text)
        || !(start instanceof Long first)
        || !(end instanceof Long behind)
        || first < 0
        || behind < first) {
      return Optional.of(
          new Unusable(
              500,
              "the sendfile attributes are a String, and two Longs with 0 <= start <= end; found "
                  + start
                  + " and "
                  + end));
    }
    try {
      return Optional.of(new Window(SendFile.path(Path.of(text)), first, behind));
    } catch (IllegalArgumentException e) {
      return Optional.of(new Unusable(500, "a sendfile attribute: " + e.getMessage()));
    }
  }

  /** By the header X-Sendfile. */
  static NamedFile header(String value) {
    // A program may write its octets one a char, or a text as it is.
    boolean octets = value.chars().allMatch(c -> c <= 0xff);
    HandoffTarget target =
        HandoffTarget.parseSendfile(
            octets ? Octets.wrap(value.getBytes(StandardCharsets.ISO_8859_1)) : Octets.utf8(value));
    if (target instanceof FilePath file && file.path().isUtf8()) {
      try {
        return new Whole(SendFile.path(Path.of(file.path().toUtf8Text())), false);
      } catch (InvalidPathException e) {
        return new Unusable(404, "X-Sendfile: no name on this system");
      }
    }
    return target instanceof HandoffTarget.Broken broken
        ? new Unusable(500, "X-Sendfile, octet " + broken.offset() + ": " + broken.reason())
        : new Unusable(404, "X-Sendfile: not a path that is delivered");
  }
}
