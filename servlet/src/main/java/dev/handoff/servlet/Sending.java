package dev.handoff.servlet;

import dev.handoff.core.front.FrontAnswer;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.Boundary;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.send.Source;
import dev.handoff.files.remote.RemoteFiles;
import dev.handoff.files.sending.OpenSource;
import dev.handoff.servlet.Transfer.SourceFailed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One file as one answer: open, ask the fronts, decide, send. Shareable between threads. */
final class Sending {
  static final Supplier<String> BOUNDARY = Boundary.from(new SecureRandom());

  final Sender sender;
  final Fronts fronts;
  private final ContainerSendfile container;
  private final RemoteSending remotes;

  Sending(Sender sender, Fronts fronts, ContainerSendfile container, Optional<RemoteFiles> remote) {
    this.sender = sender;
    this.fronts = fronts;
    this.container = container;
    this.remotes = new RemoteSending(sender, fronts, remote);
  }

  Delivery delivery(SendFile file, HttpServletRequest request) {
    return new Delivery(
        file,
        SentFields.of(file),
        sender.files,
        FileRequest.of(request.getMethod(), RequestFields.of(request)),
        true);
  }

  /** Sends a file, or the reason why there is none. */
  CompletionStage<Outcome> send(
      Delivery delivery,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean mayAsync) {
    if (response.isCommitted()) {
      throw new IllegalStateException("the answer has begun already; send is the whole answer");
    }
    if (delivery.file().source() instanceof Source.Remote source) {
      return remotes.send(source, delivery, request, response, mayAsync);
    }
    try {
      OpenSource.Result opened = OpenSource.open(delivery.file(), delivery.files());
      if (opened instanceof OpenSource.Result.Missing missing) {
        Sender.LOG.log(Level.DEBUG, "Nothing to send: " + missing.reason());
        return CompletableFuture.completedStage(refuse(404, request, response));
      }
      OpenSource source = ((OpenSource.Result.Opened) opened).source();
      return send(delivery, source, request, response, mayAsync, true).orElseThrow();
    } catch (IOException e) {
      Sender.LOG.log(Level.WARNING, "A source could not be opened: " + e);
      return CompletableFuture.completedStage(refuse(500, request, response));
    }
  }

  /**
   * Sends a file if it can be opened, and bytes only where told; empty, and the answer untouched,
   * if not.
   */
  Optional<CompletionStage<Outcome>> attempt(
      Delivery delivery, HttpServletRequest request, HttpServletResponse response, boolean bytes) {
    try {
      OpenSource.Result opened = OpenSource.open(delivery.file(), delivery.files());
      return opened instanceof OpenSource.Result.Opened file
          ? send(delivery, file.source(), request, response, true, bytes)
          : Optional.empty();
    } catch (IOException e) {
      Sender.LOG.log(Level.DEBUG, "Left to others", e);
      return Optional.empty();
    }
  }

  /**
   * Sends bytes of a file as the body of an answer whose head somebody else wrote.
   *
   * @param window which bytes; they have to be there
   */
  CompletionStage<Outcome> sendBody(
      OpenSource source,
      SendFile file,
      ByteRange window,
      HttpServletRequest request,
      HttpServletResponse response) {
    Representation bare = source.representation(file.options(), SentFields.of(file), Instant.now());
    ResponsePlan plan = new ResponsePlan.Partial(bare, window);
    return body(new Transfer(sender, request, response, file, plan, source), true);
  }

  private Optional<CompletionStage<Outcome>> send(
      Delivery delivery,
      OpenSource source,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean mayAsync,
      boolean bytes) {
    SendFile file = delivery.file();
    SentFields fields = delivery.fields();
    boolean passedOn = false;
    try {
      Instant now = Instant.now();
      Representation representation = source.representation(file.options(), fields, now);
      FileRequest asked = delivery.asked();
      Optional<FrontAnswer.Tell> tell =
          delivery.front() && asked.retrieves()
              ? fronts.answer(file, fields, representation.validators(), request, now)
              : Optional.empty();
      if (tell.isPresent()) {
        return Optional.of(CompletableFuture.completedStage(Answer.handOff(tell.get(), response)));
      }
      if (!bytes) {
        return Optional.empty();
      }
      ResponsePlan plan =
          FileResponse.decide(asked, representation, now, RangeLimits.DEFAULT, BOUNDARY);
      if (plan.status() >= 300 || plan.status() == 204 || asked.isHead()) {
        return Optional.of(
            CompletableFuture.completedStage(headOnly(plan, fields, request, response)));
      }
      if (container.takes(file, plan, request, response)) {
        Answer.head(plan, fields, response);
        return Optional.of(CompletableFuture.completedStage(new Outcome.HandedOff()));
      }
      passedOn = true;
      return Optional.of(
          transfer(
              new Transfer(sender, request, response, file, plan, source), plan, fields, mayAsync));
    } finally {
      if (!passedOn) {
        sender.close(source);
      }
    }
  }

  /** 304, HEAD, OPTIONS, and what is refused. */
  static Outcome headOnly(
      ResponsePlan plan,
      SentFields fields,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (plan.status() >= 300) {
      FieldsDropped.from(response, FieldsDropped.OF_FILE);
    }
    Answer.head(plan, fields, response);
    if (plan.status() >= 400) {
      return problem(plan.status(), request, response);
    }
    Outcome outcome =
        switch (plan.status()) {
          case 304 -> new Outcome.NotModified();
          case 204 -> new Outcome.Refused(204);
          default -> new Outcome.Sent(0);
        };
    try {
      response.flushBuffer();
      return outcome;
    } catch (IOException clientLeft) {
      return new Outcome.Aborted(0, Outcome.Cause.CLIENT_LEFT);
    }
  }

  /** The whole answer is that there is no file; what somebody said about it is gone. */
  static Outcome refuse(int status, HttpServletRequest request, HttpServletResponse response) {
    FieldsDropped.from(response, FieldsDropped.OF_FILE);
    return problem(status, request, response);
  }

  private static Outcome problem(
      int status, HttpServletRequest request, HttpServletResponse response) {
    try {
      Answer.problem(status, request, response);
      return new Outcome.Refused(status);
    } catch (IOException clientLeft) {
      return new Outcome.Aborted(0, Outcome.Cause.CLIENT_LEFT);
    }
  }

  static CompletionStage<Outcome> transfer(
      Transfer transfer, ResponsePlan plan, SentFields fields, boolean mayAsync) {
    try {
      // Before the head: a source that fails at its first byte can still be said to have failed.
      transfer.fill();
    } catch (SourceFailed e) {
      Sender.LOG.log(Level.WARNING, e.getMessage());
      transfer.broken(Outcome.Cause.SOURCE_FAILED);
      return CompletableFuture.completedStage(refuse(500, transfer.request, transfer.response));
    }
    Answer.head(plan, fields, transfer.response);
    return body(transfer, mayAsync);
  }

  private static CompletionStage<Outcome> body(Transfer transfer, boolean mayAsync) {
    HttpServletRequest request = transfer.request;
    if (mayAsync && !transfer.isShort()) {
      if (request.isAsyncSupported()) {
        return async(transfer);
      }
      transfer.sender.warnings.once(AsyncSupport.missing(request));
    }
    return CompletableFuture.completedStage(BlockingTransfer.run(transfer));
  }

  static AsyncContext startAsync(HttpServletRequest request, HttpServletResponse response) {
    if (request.isAsyncStarted()) {
      return request.getAsyncContext();
    }
    AsyncContext async = request.startAsync(request, response);
    // How long a transfer takes is the client's affair; that it goes on is watched.
    async.setTimeout(0);
    return async;
  }

  private static CompletionStage<Outcome> async(Transfer transfer) {
    HttpServletRequest request = transfer.request;
    AsyncContext async = startAsync(request, transfer.response);
    try {
      return AsyncTransfer.start(transfer, async);
    } catch (IOException | IllegalStateException | UnsupportedOperationException e) {
      transfer.sender.warnings.once(AsyncSupport.refused(transfer.response, e));
      Outcome outcome = BlockingTransfer.run(transfer);
      async.complete();
      return CompletableFuture.completedStage(outcome);
    }
  }
}
