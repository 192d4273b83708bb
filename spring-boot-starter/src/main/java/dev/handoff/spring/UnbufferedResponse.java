package dev.handoff.spring;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * A response past the buffer of {@link ShallowEtagHeaderFilter}. That filter lets bytes through
 * when it is told to, but keeps the length to itself, allocates as much memory, and swallows a
 * flush.
 */
final class UnbufferedResponse extends HttpServletResponseWrapper {
  private final HttpServletResponse beneath;
  private boolean announced;

  private UnbufferedResponse(HttpServletResponse response, HttpServletResponse beneath) {
    super(response);
    this.beneath = beneath;
  }

  /** The response to write to. */
  static HttpServletResponse of(HttpServletResponse response) {
    return buffer(response)
        .filter(UnbufferedResponse::stepsAside)
        .<HttpServletResponse>map(
            buffer -> new UnbufferedResponse(response, (HttpServletResponse) buffer.getResponse()))
        .orElse(response);
  }

  /** Whether somebody collects the answer and passes it on when the call returns. */
  static boolean isCollected(HttpServletResponse response) {
    return buffer(response).filter(buffer -> !stepsAside(buffer)).isPresent();
  }

  private static Optional<ContentCachingResponseWrapper> buffer(HttpServletResponse response) {
    return Optional.ofNullable(
        WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class));
  }

  private static boolean stepsAside(ContentCachingResponseWrapper buffer) {
    return buffer.getClass().getName().startsWith(ShallowEtagHeaderFilter.class.getName() + "$");
  }

  @Override
  public void setContentLength(int length) {
    beneath.setContentLength(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    beneath.setContentLengthLong(length);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    announce();
    return super.getOutputStream();
  }

  @Override
  public void flushBuffer() throws IOException {
    announce();
    beneath.flushBuffer();
  }

  /** Who writes fields at the last moment writes them now: the flush ends at the buffer. */
  private void announce() throws IOException {
    if (!announced) {
      announced = true;
      super.flushBuffer();
    }
  }

  /** The buffer makes a status of it where the container would have objected. */
  @Override
  public void sendError(int status) throws IOException {
    if (beneath.isCommitted()) {
      beneath.sendError(status);
    } else {
      super.sendError(status);
    }
  }

  @Override
  public void sendError(int status, @Nullable String message) throws IOException {
    if (beneath.isCommitted()) {
      beneath.sendError(status, message);
    } else {
      super.sendError(status, message);
    }
  }
}
