package dev.handoff.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the app sees it behind {@link HandoffFilter}. What the app writes passes at once;
 * once the app has named a file, nothing is begun and nothing passes, as with Tomcat's sendfile and
 * Apache's X-Sendfile. Never where the container's own file servlet answers.
 */
final class AppResponse extends HttpServletResponseWrapper {
  static final String HEADER = "X-Sendfile";

  private final HttpServletResponse original;
  private final AppAnswer answer;
  private final boolean readsHeader;
  private @Nullable String named;
  private boolean discarded;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  AppResponse(HttpServletResponse original, AppAnswer answer, boolean readsHeader) {
    super(original);
    this.original = original;
    this.answer = answer;
    this.readsHeader = readsHeader;
  }

  HttpServletResponse original() {
    return original;
  }

  /** The file that the header names. */
  Optional<String> named() {
    return Optional.ofNullable(named);
  }

  /** Whether something was written that nobody will see. */
  boolean hasDiscarded() {
    return discarded;
  }

  void discard(int bytes) {
    discarded |= bytes > 0;
  }

  /** Whether a file is the answer, and not what is written. */
  boolean isHeld() {
    return answer.isNamed() && getStatus() < 300 && !original.isCommitted();
  }

  private boolean isOurs(String name) {
    return readsHeader && name.equalsIgnoreCase(HEADER);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!isOurs(name)) {
      super.setHeader(name, value);
    } else if (!original.isCommitted()) {
      named = value;
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (isOurs(name)) {
      setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public boolean containsHeader(String name) {
    return isOurs(name) ? named != null : super.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isOurs(name) ? named : super.getHeader(name);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    if (isOurs(name)) {
      return named == null ? List.of() : List.of(named);
    }
    return super.getHeaders(name);
  }

  @Override
  public Collection<String> getHeaderNames() {
    if (named == null) {
      return super.getHeaderNames();
    }
    List<String> names = new ArrayList<>(super.getHeaderNames());
    names.add(HEADER);
    return names;
  }

  @Override
  public void reset() {
    super.reset();
    named = null;
    stream = null;
    writer = null;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    if (!isHeld()) {
      super.flushBuffer();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter was called before: one of them writes an answer");
    }
    if (stream == null) {
      stream = new AppOutput(super.getOutputStream(), this);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      if (stream != null) {
        throw new IllegalStateException(
            "getOutputStream was called before: one of them writes an answer");
      }
      writer = new PrintWriter(new AppWriter(super.getWriter(), this));
    }
    return writer;
  }
}
