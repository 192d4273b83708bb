package dev.handoff.servlet;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontAnswer;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.response.Boundary;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.send.Source;
import dev.handoff.files.FileRoot;
import dev.handoff.files.LocalFiles;
import dev.handoff.files.remote.RemoteFiles;
import dev.handoff.files.sending.OpenSource;
import dev.handoff.servlet.Transfer.SourceFailed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sends files. One for an app, made at start; shareable between threads.
 *
 * <pre>{@code
 * Handoff handoff = Handoff.create();
 * FileRoot root = FileRoot.at(Path.of("/srv/files"));
 *
 * handoff.send(root.file(name).attachment("Bericht März.pdf"), request, response);
 * }</pre>
 *
 * <p>Whether somebody may have the file is decided before it is sent; here nobody is asked.
 */
public final class Handoff {
  static final Supplier<String> BOUNDARY = Boundary.from(new SecureRandom());

  private final Sender sender;
  private final Fronts fronts;
  private final RemoteSending remotes;

  private Handoff(Sender sender, Fronts fronts, Optional<RemoteFiles> remote) {
    this.sender = sender;
    this.fronts = fronts;
    this.remotes = new RemoteSending(sender, fronts, remote);
  }

  /** One with everything at its default. */
  public static Handoff create() {
    return builder().build();
  }

  /** Settings, all of which have a default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a {@link Handoff}. Not shareable between threads. */
  public static final class Builder {
    private LocalFiles files = LocalFiles.anywhere();
    private Duration noProgress = Duration.ofSeconds(60);
    private Front front = Front.auto();
    private RedirectMap map = RedirectMap.of(List.of());
    private Optional<RemoteRules> remote = Optional.empty();
    private Optional<RemoteForm> remoteForm = Optional.empty();

    private Builder() {}

    /** Who delivers; by default whoever proves to be our gateway, else this process. */
    public Builder front(Front who) {
      this.front = who;
      return this;
    }

    /** Which folders a front knows under which URI. */
    public Builder map(RedirectMap folders) {
      this.map = folders;
      return this;
    }

    /**
     * Which files of other servers may be sent; nothing else is, whatever the app names, by this
     * process or by a front. Needs Apache HttpClient 5, an optional dependency.
     */
    public Builder remote(RemoteRules rules) {
      this.remote = Optional.of(rules);
      return this;
    }

    /**
     * The front fetches files of other servers itself, if told like that; by default this process
     * does.
     */
    public Builder remoteForm(RemoteForm form) {
      this.remoteForm = Optional.of(form);
      return this;
    }

    /** Sends files only from below these folders, whatever the app names. */
    public Builder roots(List<FileRoot> roots) {
      this.files = LocalFiles.below(roots);
      return this;
    }

    /**
     * How long a client may take nothing, 60 s unless told; there is no limit on the whole. A
     * container's own timeout counts too where it is shorter.
     */
    public Builder noProgressTimeout(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a timeout is more than nothing, got " + time);
      }
      this.noProgress = time;
      return this;
    }

    /**
     * Done; a line in the log says who delivers.
     *
     * @throws IllegalStateException if the front needs a map and there is none, or what reads files
     *     of other servers is not on the class path
     */
    public Handoff build() {
      if (front.needsMap() && map.entries().isEmpty()) {
        throw new IllegalStateException(
            "this front knows files by URI alone: say which folders it has, for example map(RedirectMap.parse(\"/srv/files/=/_files/\"))");
      }
      Fronts fronts = new Fronts(front, map, remoteForm);
      Sender.LOG.log(Level.INFO, fronts.description());
      return new Handoff(new Sender(files, noProgress), fronts, remote.map(RemoteFiles::by));
    }
  }

  /**
   * Sends a file as the answer to a request, at the pace of the client, without occupying the
   * calling thread longer than it takes to begin. The caller adds nothing to the answer afterwards.
   *
   * <p>Where the request does not support async, or the container's stream does not, the bytes are
   * copied before this returns, and a warning says once which filter or servlet to register anew.
   *
   * @return what became of it; never completes exceptionally
   * @throws IllegalStateException if the answer has begun already
   * @throws UncheckedIOException if the source broke half-way where bytes are copied, and only an
   *     exception makes the container break off the answer
   */
  public CompletionStage<Outcome> send(
      SendFile file, HttpServletRequest request, HttpServletResponse response) {
    return send(file, request, response, true);
  }

  /**
   * Sends a file on the calling thread, which is occupied until the client has taken everything.
   *
   * @throws IllegalStateException if the answer has begun already
   * @throws UncheckedIOException if the source broke half-way, and only an exception makes the
   *     container break off the answer
   */
  public Outcome sendBlocking(
      SendFile file, HttpServletRequest request, HttpServletResponse response) {
    return send(file, request, response, false).toCompletableFuture().join();
  }

  private CompletionStage<Outcome> send(
      SendFile file, HttpServletRequest request, HttpServletResponse response, boolean mayAsync) {
    if (response.isCommitted()) {
      throw new IllegalStateException("the answer has begun already; send is the whole answer");
    }
    if (file.source() instanceof Source.Remote source) {
      return remotes.send(source, file, request, response, mayAsync);
    }
    try {
      OpenSource.Result opened = OpenSource.open(file, sender.files);
      if (opened instanceof OpenSource.Result.Missing missing) {
        Sender.LOG.log(Level.DEBUG, "Nothing to send: " + missing.reason());
        return CompletableFuture.completedStage(refuse(404, request, response));
      }
      return send(file, ((OpenSource.Result.Opened) opened).source(), request, response, mayAsync);
    } catch (IOException e) {
      Sender.LOG.log(Level.WARNING, "A source could not be opened: " + e);
      return CompletableFuture.completedStage(refuse(500, request, response));
    }
  }

  private CompletionStage<Outcome> send(
      SendFile file,
      OpenSource source,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean mayAsync) {
    boolean passedOn = false;
    try {
      Instant now = Instant.now();
      SentFields fields = SentFields.of(file);
      Representation representation = source.representation(file.options(), fields, now);
      FileRequest asked = FileRequest.of(request.getMethod(), RequestFields.of(request));
      Optional<FrontAnswer.Tell> tell =
          asked.retrieves()
              ? fronts.answer(file, fields, representation.validators(), request, now)
              : Optional.empty();
      if (tell.isPresent()) {
        return CompletableFuture.completedStage(Answer.handOff(tell.get(), response));
      }
      ResponsePlan plan =
          FileResponse.decide(asked, representation, now, RangeLimits.DEFAULT, BOUNDARY);
      if (plan.status() >= 300 || plan.status() == 204 || asked.isHead()) {
        return CompletableFuture.completedStage(headOnly(plan, fields, request, response));
      }
      passedOn = true;
      return transfer(
          new Transfer(sender, request, response, file, plan, source), plan, fields, mayAsync);
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
    Answer.head(plan, fields, response);
    if (plan.status() >= 400) {
      return refuse(plan.status(), request, response);
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

  static Outcome refuse(int status, HttpServletRequest request, HttpServletResponse response) {
    try {
      Answer.problem(status, request, response);
      return new Outcome.Refused(status);
    } catch (IOException clientLeft) {
      return new Outcome.Aborted(0, Outcome.Cause.CLIENT_LEFT);
    }
  }

  static CompletionStage<Outcome> transfer(
      Transfer transfer, ResponsePlan plan, SentFields fields, boolean mayAsync) {
    HttpServletRequest request = transfer.request;
    try {
      // Before the head: a source that fails at its first byte can still be said to have failed.
      transfer.fill();
    } catch (SourceFailed e) {
      Sender.LOG.log(Level.WARNING, e.getMessage());
      transfer.broken(Outcome.Cause.SOURCE_FAILED);
      return CompletableFuture.completedStage(refuse(500, request, transfer.response));
    }
    Answer.head(plan, fields, transfer.response);
    if (mayAsync && !transfer.fitsInto(Buffers.SIZE)) {
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
