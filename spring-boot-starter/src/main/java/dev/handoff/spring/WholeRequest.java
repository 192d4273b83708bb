package dev.handoff.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to be answered with the whole file: the app said yes to the method, whatever it is, and
 * conditions and ranges are about a 200 to a GET.
 */
final class WholeRequest extends HttpServletRequestWrapper {
  private static final Set<String> HIDDEN =
      Set.of(
          "range",
          "if-range",
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since");

  WholeRequest(HttpServletRequest request) {
    super(request);
  }

  private static boolean isHidden(String name) {
    return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String getMethod() {
    return super.getMethod().equals("HEAD") ? "HEAD" : "GET";
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(WholeRequest::isHidden);
    return Collections.enumeration(names);
  }
}
