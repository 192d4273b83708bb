package dev.handoff.servlet;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.FrontAnswer;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.remote.RemoteRules.Judgement;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.send.Source;
import dev.handoff.core.store.Facts;
import dev.handoff.core.validators.Validators;
import dev.handoff.files.remote.RemoteFiles;
import dev.handoff.files.sending.OpenSource;
import dev.handoff.files.sending.RemoteObject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends files of other servers. A front is told where it fetches them itself; else a store is
 * asked, on a thread of our own as long as the request may be asynchronous: how long a store takes
 * is no container's affair. Shareable between threads.
 */
final class RemoteSending {
  private static final Duration FULL = Duration.ofSeconds(1);

  private final Sender sender;
  private final Fronts fronts;
  private final Optional<RemoteFiles> files;

  /** One answer that is being made. */
  private record Answering(
      SendFile file, FileRequest asked, HttpServletRequest request, HttpServletResponse response) {}

  RemoteSending(Sender sender, Fronts fronts, Optional<RemoteFiles> files) {
    this.sender = sender;
    this.fronts = fronts;
    this.files = files;
  }

  CompletionStage<Outcome> send(
      Source.Remote source,
      SendFile file,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean mayAsync) {
    FieldLines lines = RequestFields.of(request);
    FileRequest asked = FileRequest.of(request.getMethod(), lines);
    Answering answering = new Answering(file, asked, request, response);
    Optional<Judgement> judgement = files.map(known -> known.judge(source));
    if (judgement.isPresent() && judgement.get() instanceof Judgement.Refused refused) {
      Sender.LOG.log(Level.WARNING, "A file on another server is refused: " + refused.reason());
      return done(Handoff.refuse(refused.status(), request, response));
    }
    Instant now = Instant.now();
    SentFields fields = SentFields.of(file);
    if (!asked.retrieves()) {
      return done(refuseMethod(answering, fields, now));
    }
    Optional<FrontAnswer.Tell> tell = fronts.answer(file, fields, Validators.NONE, request, now);
    if (tell.isPresent()) {
      return done(Answer.handOff(tell.get(), response));
    }
    if (judgement.isEmpty()) {
      Sender.LOG.log(
          Level.ERROR,
          "A file on another server is to be sent by this process, and no server is allowed: say"
              + " which, with Handoff.builder().remote(RemoteRules.allow(\"https://store.example/\"))");
      return done(Handoff.refuse(500, request, response));
    }
    Optional<RemoteFiles.Place> place = files.get().place();
    if (place.isEmpty()) {
      sender.warnings.once(
          "As many files of other servers are being read as RemoteRules.atOnce allows; more get 503");
      return done(failed(503, Optional.of(FULL), request, response));
    }
    Judgement.Allowed allowed = (Judgement.Allowed) judgement.get();
    if (!mayAsync || !request.isAsyncSupported()) {
      if (mayAsync) {
        sender.warnings.once(AsyncSupport.missing(request));
      }
      return answer(
          place.get().open(allowed.url(), file.options(), asked, lines), answering, false);
    }
    return later(place.get(), allowed, answering, copy(request));
  }

  /** Opens, and waits for the first bytes, on a thread of ours. */
  private CompletionStage<Outcome> later(
      RemoteFiles.Place place, Judgement.Allowed allowed, Answering answering, FieldLines lines) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    AsyncContext async = Handoff.startAsync(answering.request, answering.response);
    sender.readers.execute(() -> {
      RemoteFiles.Result result =
          place.open(allowed.url(), answering.file.options(), answering.asked, lines);
      try {
        CompletionStage<Outcome> stage = answer(result, answering, true);
        if (stage.toCompletableFuture().isDone()) {
          // A transfer that goes on completes the request itself.
          complete(async);
        }
        stage.whenComplete((how, never) -> outcome.complete(how));
      } catch (RuntimeException gone) {
        // The container gave up on the request meanwhile.
        close(result);
        Sender.LOG.log(Level.DEBUG, "An answer could not be begun", gone);
        outcome.complete(new Outcome.Aborted(0, Outcome.Cause.CLIENT_LEFT));
        complete(async);
      }
    });
    return outcome;
  }

  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException alreadyOver) {
      Sender.LOG.log(Level.DEBUG, "The container was faster", alreadyOver);
    }
  }

  private static void close(RemoteFiles.Result result) {
    if (result instanceof RemoteFiles.Result.Opened opened) {
      opened.object().close();
    }
  }

  private CompletionStage<Outcome> answer(
      RemoteFiles.Result result, Answering answering, boolean mayAsync) {
    if (result instanceof RemoteFiles.Result.Failed failed) {
      Sender.LOG.log(
          failed.status() == 404 ? Level.DEBUG : Level.WARNING,
          "A file on another server: " + failed.reason());
      return done(
          failed(failed.status(), failed.retryAfter(), answering.request, answering.response));
    }
    RemoteObject object = ((RemoteFiles.Result.Opened) result).object();
    OpenSource source = OpenSource.of(object);
    boolean passedOn = false;
    try {
      Instant now = Instant.now();
      SendFile file = answering.file;
      SentFields fields = with(object.fields(), SentFields.of(file, object.facts().type()));
      Representation representation = source.representation(file.options(), fields, now);
      RangeLimits limits =
          object.facts().ranges() == Facts.Ranges.ONE ? RangeLimits.SINGLE : RangeLimits.DEFAULT;
      ResponsePlan plan =
          FileResponse.decide(answering.asked, representation, now, limits, Handoff.BOUNDARY);
      if (plan.status() >= 300 || answering.asked.isHead()) {
        return done(Handoff.headOnly(plan, fields, answering.request, answering.response));
      }
      passedOn = true;
      return Handoff.transfer(
          new Transfer(sender, answering.request, answering.response, file, plan, source),
          plan,
          fields,
          mayAsync);
    } finally {
      if (!passedOn) {
        sender.close(source);
      }
    }
  }

  private static SentFields with(List<Field> told, SentFields fields) {
    List<Field> defaults = new ArrayList<>(fields.defaults());
    defaults.addAll(told);
    return new SentFields(fields.contentType(), fields.asked(), defaults);
  }

  private static Outcome refuseMethod(Answering answering, SentFields fields, Instant now) {
    Representation unknown =
        Representation.of(OptionalLong.empty(), Validators.NONE, Optional.empty(), false);
    ResponsePlan plan =
        FileResponse.decide(answering.asked, unknown, now, RangeLimits.DEFAULT, Handoff.BOUNDARY);
    return Handoff.headOnly(plan, fields, answering.request, answering.response);
  }

  private static Outcome failed(
      int status,
      Optional<Duration> retryAfter,
      HttpServletRequest request,
      HttpServletResponse response) {
    retryAfter.ifPresent(
        time -> response.setHeader("Retry-After", Long.toString(Math.max(1, time.toSeconds()))));
    return Handoff.refuse(status, request, response);
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  /** The fields as they are now: another thread reads them, and the request is the container's. */
  private static FieldLines copy(HttpServletRequest request) {
    Map<String, List<String>> lines = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      lines.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    return name -> lines.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
