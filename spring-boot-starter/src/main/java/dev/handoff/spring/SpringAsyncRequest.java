package dev.handoff.spring;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;

/**
 * A request that becomes asynchronous by Spring's own means, so that Spring's filters, interceptors
 * and observations know that it goes on, and are called once more at its end.
 *
 * <p>What completes the request dispatches it instead: with {@link Delivered}, for which nothing is
 * left to do.
 */
final class SpringAsyncRequest extends HttpServletRequestWrapper {
  private final WebAsyncManager manager;
  private final Object[] context;

  /**
   * Wraps a request.
   *
   * @param manager of this request, whose asynchronous request is set
   * @param context what the manager gives back at the dispatch
   */
  SpringAsyncRequest(HttpServletRequest request, WebAsyncManager manager, Object... context) {
    super(request);
    this.manager = manager;
    this.context = context;
  }

  @Override
  public AsyncContext startAsync() {
    return begin();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return begin();
  }

  private AsyncContext begin() {
    // How long a transfer takes is the client's affair; that it goes on is watched elsewhere.
    DeferredResult<Delivered> result = new DeferredResult<>(0L);
    Ending ending = new Ending(result);
    manager.registerDeferredResultInterceptor(ending, ending);
    try {
      manager.startDeferredResultProcessing(result, context);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Spring did not let the request become asynchronous", e);
    }
    return new Started(super.getAsyncContext(), ending);
  }

  /** How the request ends: by a dispatch, or, where a client is to be cut off, by the container. */
  private static final class Ending implements DeferredResultProcessingInterceptor {
    private final DeferredResult<Delivered> result;
    private volatile boolean cutOff;

    Ending(DeferredResult<Delivered> result) {
      this.result = result;
    }

    void complete() {
      result.setResult(Delivered.DONE);
    }

    /** A dispatch would make the container wait for the client once more. */
    @Override
    public <T> boolean handleTimeout(NativeWebRequest request, DeferredResult<T> timedOut) {
      return !(cutOff && result.equals(timedOut));
    }
  }

  /** The container's, but completed by Spring. */
  private record Started(AsyncContext container, Ending ending) implements AsyncContext {
    @Override
    public void complete() {
      ending.complete();
    }

    @Override
    public void setTimeout(long timeout) {
      ending.cutOff = timeout > 0;
      container.setTimeout(timeout);
    }

    @Override
    public long getTimeout() {
      return container.getTimeout();
    }

    @Override
    public ServletRequest getRequest() {
      return container.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
      return container.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
      return container.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
      container.dispatch();
    }

    @Override
    public void dispatch(String path) {
      container.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext servlets, String path) {
      container.dispatch(servlets, path);
    }

    @Override
    public void start(Runnable run) {
      container.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
      container.addListener(listener);
    }

    @Override
    public void addListener(
        AsyncListener listener, ServletRequest request, @Nullable ServletResponse response) {
      container.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
      return container.createListener(type);
    }
  }
}
