package dev.handoff.servlet;

import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.DiskFile;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/**
 * The request attributes by which Tomcat sends a file itself, with sendfile(2). It opens the path
 * once more, after everything was decided.
 */
final class ContainerSendfile {
  static final String SUPPORT = "org.apache.tomcat.sendfile.support";
  static final String FILENAME = "org.apache.tomcat.sendfile.filename";
  static final String START = "org.apache.tomcat.sendfile.start";
  static final String END = "org.apache.tomcat.sendfile.end";

  /** Below it Tomcat's own default servlet copies: a file costs more to open than to copy. */
  private static final long LEAST_BYTES = 48 << 10;

  private static final String REQUEST = "org.apache.catalina.connector.RequestFacade";
  private static final String RESPONSE = "org.apache.catalina.connector.ResponseFacade";

  /** Roots by the path they were given and the path they are. */
  private final List<Path> immutable;

  ContainerSendfile(List<Path> immutable) {
    this.immutable = List.copyOf(immutable);
  }

  static boolean isName(String attribute) {
    return attribute.equals(FILENAME) || attribute.equals(START) || attribute.equals(END);
  }

  /** Whether the container itself would act on the attributes, whatever wraps the request. */
  static boolean isNative(ServletRequest request) {
    ServletRequest innermost = request;
    while (innermost instanceof ServletRequestWrapper wrapper) {
      innermost = wrapper.getRequest();
    }
    return innermost.getClass().getName().equals(REQUEST)
        && Boolean.TRUE.equals(innermost.getAttribute(SUPPORT));
  }

  static void clear(ServletRequest request) {
    request.removeAttribute(FILENAME);
    request.removeAttribute(START);
    request.removeAttribute(END);
  }

  /**
   * Leaves the bytes of a plan to the container; its head is the caller's affair. False where the
   * container cannot, a wrapper wants to see the bytes, or the file might be another one when it is
   * opened again.
   */
  boolean takes(
      SendFile file, ResponsePlan plan, HttpServletRequest request, HttpServletResponse response) {
    if (immutable.isEmpty()
        || !(file.source() instanceof Source.OnDisk disk)
        || file.options().deleteAfter()
        || file.options().limitRate().isPresent()
        || plan.contentLength().orElse(0) < LEAST_BYTES
        || !request.getClass().getName().equals(REQUEST)
        || !response.getClass().getName().equals(RESPONSE)
        || !Boolean.TRUE.equals(request.getAttribute(SUPPORT))
        || request.isAsyncStarted()) {
      return false;
    }
    if (plan instanceof ResponsePlan.Full full) {
      return takes(disk.file(), 0, full.contentLength().orElseThrow(), request);
    }
    return plan instanceof ResponsePlan.Partial part
        && takes(disk.file(), part.range().first(), part.range().last() + 1, request);
  }

  private boolean takes(DiskFile file, long start, long end, HttpServletRequest request) {
    try {
      Path named = file.path().orElseThrow();
      if (immutable.stream().noneMatch(named::startsWith)) {
        return false;
      }
      Path real = named.toRealPath();
      if (immutable.stream().noneMatch(real::startsWith)) {
        return false;
      }
      request.setAttribute(FILENAME, real.toString());
      request.setAttribute(START, start);
      request.setAttribute(END, end);
      return true;
    } catch (IOException gone) {
      Sender.LOG.log(Level.DEBUG, "Not left to the container", gone);
      return false;
    }
  }
}
