package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Sends files as answers of Spring MVC. Shareable between threads. */
final class Deliveries {
  private final Handoff handoff;

  Deliveries(Handoff handoff) {
    this.handoff = handoff;
  }

  /**
   * Sends a file as the whole answer.
   *
   * @param context what belongs to the request when it comes back from being asynchronous
   */
  void send(
      SendFile file, HttpServletRequest request, HttpServletResponse response, Object... context) {
    // The file has a tag, and its bytes are not to be collected in memory.
    ShallowEtagHeaderFilter.disableContentCaching(request);
    WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
    handoff.send(file, new SpringAsyncRequest(request, manager, context), response);
  }
}
