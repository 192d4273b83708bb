package dev.handoff.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An app's own asynchronous answer: when it is complete, a file that it named is sent. */
final class AppAsync implements AsyncContext {
  private final AsyncContext container;
  private final AppAnswer answer;

  AppAsync(AsyncContext container, AppAnswer answer) {
    this.container = container;
    this.answer = answer;
  }

  boolean isOf(AsyncContext other) {
    return container.equals(other);
  }

  @Override
  public void complete() {
    if (answer.isNamed()) {
      try {
        // A transfer takes as long as it takes, and watches itself.
        container.setTimeout(0);
      } catch (IllegalStateException tooLate) {
        Sender.LOG.log(Level.DEBUG, "The time of an answer stays as it was", tooLate);
      }
    }
    Optional<CompletionStage<Outcome>> sent = answer.finish();
    if (sent.isEmpty() || sent.get().toCompletableFuture().isDone()) {
      try {
        container.complete();
      } catch (IllegalStateException e) {
        if (sent.isEmpty()) {
          throw e;
        }
        // The transfer was over before this was reached, and completed it.
        Sender.LOG.log(Level.DEBUG, "Complete already", e);
      }
    }
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
  public void dispatch(ServletContext context, String path) {
    container.dispatch(context, path);
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
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    container.addListener(listener, request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return container.createListener(type);
  }

  @Override
  public void setTimeout(long timeout) {
    container.setTimeout(timeout);
  }

  @Override
  public long getTimeout() {
    return container.getTimeout();
  }
}
