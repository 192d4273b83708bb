package dev.handoff.servlet;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.files.LocalFiles;
import dev.handoff.files.remote.RemoteFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

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
  static final String MAP_VARIABLE = "X_REDIRECT_MAP";

  private final Sending sending;

  private Handoff(Sending sending) {
    this.sending = sending;
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
    private boolean bounded;
    private Duration noProgress = Duration.ofSeconds(60);
    private Optional<Front> front = Optional.empty();
    private Optional<RedirectMap> map = Optional.empty();
    private Map<String, String> environment = Map.of();
    private List<FileRoot> immutable = List.of();
    private Optional<RemoteRules> remote = Optional.empty();
    private Optional<RemoteForm> remoteForm = Optional.empty();

    private Builder() {}

    /** Who delivers; by default whoever proves to be our gateway, else this process. */
    public Builder front(Front who) {
      this.front = Optional.of(who);
      return this;
    }

    /** Which folders a front knows under which URI. */
    public Builder map(RedirectMap folders) {
      this.map = Optional.of(folders);
      return this;
    }

    /**
     * Takes the map from the environment variable {@code X_REDIRECT_MAP}, if it is set and no map
     * was given. Whoever sets it has an nginx before the app, so that is the front unless {@link
     * #front} says otherwise.
     */
    public Builder fromEnvironment() {
      return fromEnvironment(System.getenv());
    }

    Builder fromEnvironment(Map<String, String> variables) {
      this.environment = variables;
      return this;
    }

    /**
     * Leaves files below these folders to a container that can send them by itself (Tomcat's
     * sendfile), where no front takes them. Off unless told.
     *
     * <p>The container opens the path again after everything was decided. A file that was replaced
     * in between would go out under the length and the tag of the one before, so this is only for
     * folders whose files are never changed in place. Small files, limited ones, those to be
     * deleted, and answers that a filter wraps are copied as ever.
     */
    public Builder immutable(List<FileRoot> folders) {
      this.immutable = List.copyOf(folders);
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
      this.bounded = true;
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
     * @throws IllegalArgumentException if the environment's map is not one
     */
    public Handoff build() {
      Optional<RedirectMap> known = map.or(this::environmentMap);
      boolean byEnvironment = map.isEmpty() && known.isPresent();
      Front who = front.orElseGet(() -> byEnvironment ? Front.nginx() : Front.auto());
      RedirectMap folders = known.orElseGet(() -> RedirectMap.of(List.of()));
      if (who.needsMap() && folders.entries().isEmpty()) {
        throw new IllegalStateException(
            "this front knows files by URI alone: say which folders it has, for example map(RedirectMap.parse(\"/srv/files/=/_files/\"))");
      }
      Fronts fronts = new Fronts(who, folders, remoteForm);
      Sender.LOG.log(Level.INFO, fronts.description());
      List<Path> unchanging =
          immutable.stream().flatMap(root -> names(root.path()).stream()).distinct().toList();
      return new Handoff(
          new Sending(
              new Sender(files, bounded, noProgress),
              fronts,
              new ContainerSendfile(unchanging),
              remote.map(RemoteFiles::by)));
    }

    private Optional<RedirectMap> environmentMap() {
      String text = environment.getOrDefault(MAP_VARIABLE, "");
      if (text.isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(RedirectMap.parse(text));
      } catch (RedirectMap.Unusable e) {
        throw new IllegalArgumentException(
            "environment variable " + MAP_VARIABLE + ": " + e.getMessage(), e);
      }
    }

    /** As it was given, and where it really is: a file is called by either. */
    private static List<Path> names(Path root) {
      try {
        return List.of(root.normalize(), root.toRealPath());
      } catch (IOException e) {
        throw new IllegalArgumentException("root " + root + " is not there any more", e);
      }
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
    // What our own filter put around them is in nobody's way.
    boolean ours = request instanceof AppRequest && response instanceof AppResponse;
    HttpServletRequest beneath = ours ? ((AppRequest) request).original() : request;
    return sending.send(
        sending.delivery(file, beneath),
        beneath,
        ours ? ((AppResponse) response).original() : response,
        mayAsync);
  }

  /** How it is done, for the filter. */
  Sending sending() {
    return sending;
  }
}
