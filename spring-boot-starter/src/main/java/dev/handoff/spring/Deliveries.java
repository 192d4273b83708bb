package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Sends files as answers of Spring MVC. Shareable between threads. */
final class Deliveries {
  private static final Log LOG = LogFactory.getLog(Deliveries.class);

  private final Handoff handoff;
  private final Handoff bytes;
  private final OptionalLong limitRate;
  private final List<DeliveryWatch> watches;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * All that deliveries share.
   *
   * @param bytes sends what no front may be told: an answer that is no 200
   * @param limitRate where the file has none of its own
   */
  Deliveries(Handoff handoff, Handoff bytes, OptionalLong limitRate, List<DeliveryWatch> watches) {
    this.handoff = handoff;
    this.bytes = bytes;
    this.limitRate = limitRate;
    this.watches = List.copyOf(watches);
  }

  /**
   * Sends a file as the whole answer.
   *
   * @param said fields beside it
   * @param status of the answer where the file can be sent
   * @param response as Spring hands it out, with whatever filters put around it
   * @param context what belongs to the request when it comes back from being asynchronous
   */
  void send(
      SendFile file,
      HttpHeaders said,
      int status,
      HttpServletRequest request,
      HttpServletResponse response,
      Object... context) {
    // The file has a tag of its own, and its bytes are not to be collected.
    ShallowEtagHeaderFilter.disableContentCaching(request);
    HttpServletResponse direct = UnbufferedResponse.of(response);
    SendFile whole =
        SecurityCaching.replaced(
            EntityFields.promised(EntityFields.apply(limited(file), said, direct), request),
            direct);
    SecurityCaching.forestalled(whole, direct);
    HttpServletRequest async =
        new SpringAsyncRequest(request, WebAsyncUtils.getAsyncManager(request), context);
    boolean ok = status == HttpServletResponse.SC_OK;
    boolean retrieves = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    HttpServletRequest asked = ok && retrieves ? async : new WholeRequest(async);
    HttpServletResponse answer = ok ? direct : new StatusKept(direct, status);
    List<Consumer<Outcome>> told =
        watches.stream().map(watch -> watch.begin(whole, request)).toList();
    CompletionStage<Outcome> outcome;
    try {
      outcome = send(ok ? handoff : bytes, whole, asked, answer);
    } catch (RuntimeException e) {
      told.forEach(one -> one.accept(new Outcome.Aborted(0, Outcome.Cause.SOURCE_FAILED)));
      throw e;
    }
    outcome.thenAccept(how -> told.forEach(one -> one.accept(how)));
  }

  private CompletionStage<Outcome> send(
      Handoff sender, SendFile file, HttpServletRequest request, HttpServletResponse response) {
    if (!UnbufferedResponse.isCollected(response)) {
      return sender.send(file, request, response);
    }
    if (!warned.getAndSet(true)) {
      LOG.warn(
          "A file is collected in memory before it is sent, because a filter wraps the answer in a"
              + " ContentCachingResponseWrapper. Let that filter leave downloads alone.");
    }
    return CompletableFuture.completedStage(sender.sendBlocking(file, request, response));
  }

  private SendFile limited(SendFile file) {
    return limitRate.isPresent() && file.options().limitRate().isEmpty()
        ? file.limitRate(limitRate.getAsLong())
        : file;
  }
}
