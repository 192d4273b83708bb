package dev.handoff.servlet;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The path a link has to be for: what the client sent, provided that the container reads it as
 * nothing else.
 */
sealed interface SignedPath {

  /** Everybody reads it alike. */
  record Plain(Octets raw, String rawQuery) implements SignedPath {}

  /**
   * The container's path is another one.
   *
   * @param reason for the log
   */
  record ReadOtherwise(String reason) implements SignedPath {}

  /** Of a request, also one that was forwarded since. */
  static SignedPath of(HttpServletRequest request) {
    boolean forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null;
    String uri =
        forwarded
            ? String.valueOf(request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI))
            : request.getRequestURI();
    Object query =
        forwarded
            ? request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING)
            : request.getQueryString();
    // Containers give the octets of a target one by one, as Latin-1.
    Octets raw = Octets.wrap(uri.getBytes(StandardCharsets.ISO_8859_1));
    if (raw.find(';', 0) < raw.length()) {
      return new ReadOtherwise("parameters in the path, which containers cut off");
    }
    if (PercentEncoding.firstMalformed(raw).isPresent()) {
      return new ReadOtherwise("a malformed escape in the path");
    }
    Octets decoded = PercentEncoding.decode(raw);
    if (!decoded.isUtf8()) {
      return new ReadOtherwise("a path that is not UTF-8");
    }
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST && !forwarded;
    if (first && !isRead(decoded.toUtf8Text(), request)) {
      return new ReadOtherwise("the container reads the path otherwise; compare its URI encoding");
    }
    return new Plain(raw, query == null ? "" : String.valueOf(query));
  }

  /**
   * Whether the container maps exactly this path; behind a folder it may have put a welcome file.
   */
  private static boolean isRead(String path, HttpServletRequest request) {
    String selected = request.getServletPath() + orEmpty(request.getPathInfo());
    String context = decoded(request.getContextPath());
    String found = context + selected;
    return found.equals(path)
        || (path.endsWith("/") && found.startsWith(path) && found.indexOf('/', path.length()) < 0);
  }

  private static String decoded(String contextPath) {
    Octets raw = Octets.utf8(contextPath);
    return PercentEncoding.firstMalformed(raw).isPresent()
        ? contextPath
        : PercentEncoding.decode(raw).toUtf8Text();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
