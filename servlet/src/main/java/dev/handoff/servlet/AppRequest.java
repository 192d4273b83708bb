package dev.handoff.servlet;

import dev.handoff.core.handoff.ControlFields;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request as the app sees it behind {@link HandoffFilter}: every container offers sendfile, and
 * only a front that proved itself is heard of.
 */
final class AppRequest extends HttpServletRequestWrapper {
  private final HttpServletRequest original;
  private final AppAnswer answer;
  private final boolean offers;
  private final boolean containerSends;
  private final boolean hides;

  /** Where the container does not act on the attributes it does not get them either. */
  private final Map<String, Object> sendfile = new HashMap<>();

  private @Nullable AppAsync async;

  /**
   * A view.
   *
   * @param offers whether sendfile is offered where the container does not
   * @param hides whether what a front would say is kept from the app
   */
  AppRequest(HttpServletRequest original, AppAnswer answer, boolean offers, boolean hides) {
    super(original);
    this.original = original;
    this.answer = answer;
    this.offers = offers;
    this.containerSends = ContainerSendfile.isNative(original);
    this.hides = hides;
  }

  /** The one in a chain of wrappers, if there is one. */
  static Optional<AppRequest> in(ServletRequest request) {
    @Nullable ServletRequest next = request;
    while (next instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof AppRequest app) {
        return Optional.of(app);
      }
      next = wrapper.getRequest();
    }
    return Optional.empty();
  }

  HttpServletRequest original() {
    return original;
  }

  AppAnswer answer() {
    return answer;
  }

  private boolean isHeld(String attribute) {
    return offers && !containerSends && ContainerSendfile.isName(attribute);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    if (isHeld(name)) {
      return sendfile.get(name);
    }
    return offers && name.equals(ContainerSendfile.SUPPORT) ? true : super.getAttribute(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    TreeSet<String> names = new TreeSet<>(Collections.list(super.getAttributeNames()));
    names.addAll(sendfile.keySet());
    return Collections.enumeration(names);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (!isHeld(name)) {
      super.setAttribute(name, value);
    } else if (value == null) {
      sendfile.remove(name);
    } else {
      sendfile.put(name, value);
    }
  }

  @Override
  public void removeAttribute(String name) {
    if (isHeld(name)) {
      sendfile.remove(name);
    } else {
      super.removeAttribute(name);
    }
  }

  /** Under either spelling: what reads CGI variables takes {@code _} for {@code -}. */
  private boolean isHidden(String name) {
    return hides
        && ControlFields.isControl(name)
        && ControlFields.TO_APP.stream().anyMatch(name.replace('_', '-')::equalsIgnoreCase);
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
    @Nullable Enumeration<String> all = super.getHeaderNames();
    if (!hides || all == null) {
      return all;
    }
    List<String> names = new ArrayList<>(Collections.list(all));
    names.removeIf(this::isHidden);
    return Collections.enumeration(names);
  }

  @Override
  public long getDateHeader(String name) {
    return isHidden(name) ? -1 : super.getDateHeader(name);
  }

  @Override
  public int getIntHeader(String name) {
    return isHidden(name) ? -1 : super.getIntHeader(name);
  }

  /** With the wrappers, so that nothing escapes them on another thread or after a dispatch. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, answer.response());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    AppAsync started = new AppAsync(super.startAsync(request, response), answer);
    async = started;
    return started;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext container = super.getAsyncContext();
    return async != null && async.isOf(container) ? async : container;
  }
}
