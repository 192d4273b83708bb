package dev.handoff.gateway.observe.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.Unpooled;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the metrics listener answers: the metrics, {@code /health} (whoever can answer is alive) and
 * {@code /ready} (503 while requests should go elsewhere).
 */
public final class Pages implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Scrapes that wait for each other; one more is told to come again. */
  private static final int MOST_SCRAPES = 4;

  /** Whether requests should come here. */
  public enum Readiness {
    STARTING,
    READY,
    STOPPING
  }

  private final Supplier<Readiness> readiness;
  private final Supplier<String> path;
  private final Supplier<String> scrape;
  private final Executor blocking;
  private final Semaphore scrapes = new Semaphore(MOST_SCRAPES);

  /**
   * @param path of the metrics
   * @param scrape makes their text
   */
  public Pages(
      Supplier<Readiness> readiness,
      Supplier<String> path,
      Supplier<String> scrape,
      Executor blocking) {
    this.readiness = readiness;
    this.path = path;
    this.scrape = scrape;
    this.blocking = blocking;
  }

  @Override
  public void handle(Exchange exchange) {
    RequestHead.Method method = exchange.request().method();
    if (method != RequestHead.Method.GET && method != RequestHead.Method.HEAD) {
      Refusals.method(exchange);
      return;
    }
    String target = exchange.request().target();
    int question = target.indexOf('?');
    String asked = question < 0 ? target : target.substring(0, question);
    if (asked.equals(path.get())) {
      scrape(exchange);
      return;
    }
    switch (asked) {
      case "/health" -> answer(exchange, 200, PLAIN, "alive\n");
      case "/ready" -> answerReady(exchange);
      default -> Refusals.answer(exchange, 404);
    }
  }

  private void answerReady(Exchange exchange) {
    switch (readiness.get()) {
      case READY -> answer(exchange, 200, PLAIN, "ready\n");
      case STARTING -> answer(exchange, 503, PLAIN, "starting\n");
      case STOPPING -> answer(exchange, 503, PLAIN, "stopping\n");
    }
  }

  private void scrape(Exchange exchange) {
    if (!scrapes.tryAcquire()) {
      Refusals.answer(exchange, 503);
      return;
    }
    blocking.execute(() -> {
      Runnable answer;
      try {
        String text = scrape.get();
        answer = () -> answer(exchange, 200, PROMETHEUS, text);
      } catch (RuntimeException bug) {
        LOG.error("the metrics could not be read", bug);
        answer = () -> Refusals.answer(exchange, 500);
      } finally {
        scrapes.release();
      }
      exchange.loop().executor().execute(answer);
    });
  }

  private static void answer(Exchange exchange, int status, String type, String text) {
    byte[] content = text.getBytes(UTF_8);
    AnswerHead out = exchange.answer(status);
    out.field(FieldName.CONTENT_TYPE, type)
        .number(FieldName.CONTENT_LENGTH, content.length)
        .field(FieldName.CACHE_CONTROL, "no-store");
    exchange.finish(out, Unpooled.wrappedBuffer(content));
  }
}
