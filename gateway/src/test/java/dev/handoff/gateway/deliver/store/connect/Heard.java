package dev.handoff.gateway.deliver.store.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.wire.Within;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a client told of one request; filled on the loop, read by the test once it is over. */
final class Heard implements StoreClient.Listener {
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile int octets;
  private volatile String outcome = "nothing";
  private volatile String answeredBy = "";
  private volatile int status;
  private volatile StoreFailure failure;
  private volatile boolean toldTooMuch;
  private Runnable onAnswer = () -> {};

  /** Does something on the loop as soon as the head is there. */
  Heard onAnswer(Runnable task) {
    onAnswer = task;
    return this;
  }

  @Override
  public void answered(ResponseHead head, StoreTarget target) {
    check();
    status = head.status();
    answeredBy = target.origin().toString();
    answered.countDown();
    onAnswer.run();
  }

  @Override
  public void data(ByteBuf data) {
    check();
    byte[] some = new byte[data.readableBytes()];
    data.readBytes(some);
    data.release();
    body.writeBytes(some);
    octets = body.size();
  }

  @Override
  public void batchEnd() {}

  @Override
  public void ended() {
    check();
    outcome = "ended";
    over.countDown();
  }

  @Override
  public void failed(StoreFailure why) {
    check();
    failure = why;
    outcome = why.status() + " " + why.reason();
    over.countDown();
  }

  private void check() {
    toldTooMuch |= over.getCount() == 0;
  }

  Heard awaitAnswer() {
    await(answered, "an answer");
    return this;
  }

  Heard awaitOctets(int count) {
    Within.patience(count + " octets", () -> octets >= count);
    return this;
  }

  /** Waits for the end, good or bad. */
  Heard await() {
    await(over, "the end of an answer");
    if (toldTooMuch) {
      throw new AssertionError("something was told after the end");
    }
    return this;
  }

  private static void await(CountDownLatch latch, String what) {
    try {
      if (!latch.await(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not within " + Within.PATIENCE + ": " + what);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** {@code 200 text}, or {@code failed: 502 reason}, or both when it broke off. */
  String text() {
    String got = status == 0 ? "" : status + " " + body.toString(ISO_8859_1);
    return failure == null ? got : got + "failed: " + outcome;
  }

  int status() {
    return status;
  }

  int octets() {
    return octets;
  }

  byte[] body() {
    return body.toByteArray();
  }

  String answeredBy() {
    return answeredBy;
  }

  StoreFailure failure() {
    if (failure == null) {
      throw new AssertionError("it did not fail: " + text());
    }
    return failure;
  }
}
