package dev.handoff.servlet;

import dev.handoff.core.front.Dialect;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontAnswer;
import dev.handoff.core.front.FrontAnswer.SendBytes;
import dev.handoff.core.front.FrontAnswer.Tell;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.validators.Validators;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a front is to deliver, request by request. Shareable between threads. */
final class Fronts {
  private static final long QUIET_SECONDS = 60;

  private final Front front;
  private final RedirectMap map;
  private final Optional<RemoteForm> remote;
  private final AtomicLong suspicions = new AtomicLong();
  private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

  Fronts(Front front, RedirectMap map, Optional<RemoteForm> remote) {
    this.front = front;
    this.map = map;
    this.remote = remote;
  }

  String description() {
    Optional<Dialect> fixed = front.fixedDialect();
    if (fixed.isPresent()) {
      return "Files are delivered by "
          + fixed.get()
          + "; whoever reaches this app past it gets empty files and their paths";
    }
    return front.isAuto()
        ? "Files are delivered by the gateway where a request proves to come from it, else by this process"
        : "Files are delivered by this process";
  }

  /** What to tell the front; empty where the bytes are to be sent. */
  Optional<Tell> answer(
      SendFile file, SentFields fields, Validators own, HttpServletRequest request, Instant now) {
    Front.Choice choice = front.choose(RequestFields.of(request), map, now);
    if (choice instanceof Front.Choice.SendBytes bytes) {
      bytes.suspicion().ifPresent(reason -> suspect(reason, now));
      return Optional.empty();
    }
    FrontAnswer answer =
        FrontAnswer.of(file, fields, own.asOf(now), ((Front.Choice.Tell) choice).told(), remote);
    if (answer instanceof SendBytes bytes) {
      Sender.LOG.log(Level.DEBUG, "Sent as bytes. " + bytes.reason());
      return Optional.empty();
    }
    return Optional.of((Tell) answer);
  }

  /** A client can cause these as often as it likes: one line a minute is enough. */
  private void suspect(String reason, Instant now) {
    long count = suspicions.incrementAndGet();
    long until = quietUntil.get();
    if (now.getEpochSecond() >= until
        && quietUntil.compareAndSet(until, now.getEpochSecond() + QUIET_SECONDS)) {
      Sender.LOG.log(
          Level.WARNING,
          "A request claims to come from a front and does not prove it ("
              + reason
              + "); bytes are sent instead. So far: "
              + count);
    }
  }
}
