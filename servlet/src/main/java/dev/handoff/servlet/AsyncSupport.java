package dev.handoff.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Says what to change where a transfer occupies a thread. */
final class AsyncSupport {
  private AsyncSupport() {}

  /** What the containers have on the stack for themselves. */
  private static final List<String> CONTAINERS =
      List.of("org.apache.catalina.", "org.eclipse.jetty.", "io.undertow.", "jakarta.servlet.");

  static String missing(HttpServletRequest request) {
    List<String> chain =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(AsyncSupport::isLink)
                    .map(Class::getName)
                    .distinct()
                    .toList());
    return "A file is sent by blocking a thread, because async is off on the way to servlet "
        + request.getHttpServletMapping().getServletName()
        + ". A servlet or filter on the way was registered without asyncSupported=true; it is one of "
        + chain;
  }

  private static boolean isLink(Class<?> type) {
    return (Filter.class.isAssignableFrom(type) || Servlet.class.isAssignableFrom(type))
        && CONTAINERS.stream().noneMatch(type.getName()::startsWith);
  }

  static String refused(HttpServletResponse response, Exception why) {
    return "A file is sent by blocking a thread, because the response does not write asynchronously: "
        + response.getClass().getName()
        + " ("
        + why
        + "). A filter on the way wraps it";
  }
}
