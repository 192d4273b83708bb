package dev.handoff.files.remote;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.send.SendOptions;
import dev.handoff.core.send.Source;
import dev.handoff.core.store.Ask;
import dev.handoff.core.store.ErrorCode;
import dev.handoff.core.store.First;
import dev.handoff.core.store.StoreRefusal;
import dev.handoff.core.store.Wish;
import dev.handoff.files.sending.RemoteObject;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Opens files on other servers, those that the rules allow. Shareable between threads.
 *
 * <p>Protects against URLs that lead into the network of this machine, by name, by redirect, or by
 * a name whose addresses change. Does not protect against a store that is allowed and lies about
 * what it has.
 */
public final class RemoteFiles implements AutoCloseable {
  static final Logger LOG = System.getLogger("dev.handoff.files.remote");

  /** What has to be on the class path. */
  static final String ARTIFACT = "org.apache.httpcomponents.client5:httpclient5:5.6.4";

  private static final String NEEDED = "org.apache.hc.client5.http.ssl.HostnameVerificationPolicy";

  /** Questions for one object: no doubt needs more. */
  private static final int MOST_ASKED = 4;

  private static final int LONGEST_DOCUMENT = 2048;

  /** What a client may learn of what a store says. */
  private static final List<String> LISTED =
      List.of("content-type", "content-encoding", "content-language", "etag", "last-modified");

  private final RemoteRules rules;
  private final RemoteClient client;
  private final Semaphore free;

  /** What became of opening. */
  public sealed interface Result {
    /** The receiver closes it. */
    record Opened(RemoteObject object) implements Result {}

    /**
     * There is nothing to send.
     *
     * @param status 404, 502, 503 or 504
     * @param reason for the log; never for the client
     * @param retryAfter what a store that asks to slow down said
     */
    record Failed(int status, String reason, Optional<Duration> retryAfter) implements Result {}
  }

  private RemoteFiles(RemoteRules rules, RemoteClient client) {
    this.rules = rules;
    this.client = client;
    this.free = new Semaphore(rules.mostAtOnce());
  }

  /**
   * Opens by these rules.
   *
   * @throws IllegalStateException if the library that connects is not there; names it
   */
  public static RemoteFiles by(RemoteRules rules) {
    return by(rules, InetAddress::getAllByName, RemoteFiles::trusted);
  }

  static RemoteFiles by(RemoteRules rules, CheckedAddresses.Names names, Supplier<SSLContext> tls) {
    try {
      Class.forName(NEEDED, false, RemoteFiles.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalStateException(
          "files on other servers need "
              + ARTIFACT
              + " or newer: add it to the dependencies, and in a named module also `requires"
              + " org.apache.httpcomponents.client5.httpclient5`",
          missing);
    }
    return new RemoteFiles(rules, new ApacheClient(rules, names, tls));
  }

  private static SSLContext trusted() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** A URL of the app's by the rules. */
  public RemoteRules.Judgement judge(Source.Remote source) {
    return rules.judge(source.url());
  }

  /** A place among those that are read at once; to be closed when it is not needed after all. */
  public final class Place implements AutoCloseable {
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Place() {}

    /**
     * Asks the store; blocks until it is known what there is. The place is given back with the
     * object, or at once if there is none.
     */
    public Result open(RemoteUrl url, SendOptions options, FileRequest asked, FieldLines request) {
      StoredFile.Running running = new StoredFile.Running(this::close);
      try {
        Result result = RemoteFiles.this.open(url, options, asked, request, running);
        if (!(result instanceof Result.Opened)) {
          running.close();
        }
        return result;
      } catch (RemoteFailure e) {
        running.close();
        return new Result.Failed(e.status(), e.reason(), Optional.empty());
      } catch (RuntimeException e) {
        running.close();
        throw e;
      }
    }

    @Override
    public void close() {
      if (taken.getAndSet(false)) {
        free.release();
      }
    }
  }

  /** Empty when as many files as may be are being read already. */
  public Optional<Place> place() {
    return free.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
  }

  private Result open(
      RemoteUrl url,
      SendOptions options,
      FileRequest asked,
      FieldLines request,
      StoredFile.Running running)
      throws RemoteFailure {
    Wish wish = new Wish(asked, request, stated(options), LISTED);
    Ask ask = wish.first(Instant.now());
    for (int times = 1; ; times++) {
      Asked heard = Asked.of(client, rules, url, ask.fields(), running::is);
      First first = First.of(ask, heard.answer(), wish, times > 1, Instant.now());
      if (first instanceof First.Known known) {
        return new Result.Opened(
            new StoredFile(client, rules, url, known, told(heard), heard.call(), running));
      }
      if (first instanceof First.None none) {
        return failed(url, none.refusal(), heard);
      }
      First.AskAgain again = (First.AskAgain) first;
      heard.call().abort();
      if (times == MOST_ASKED) {
        throw new RemoteFailure(502, url + ": the store contradicts itself: " + again.reason());
      }
      ask = again.next();
    }
  }

  private static HandoffHints stated(SendOptions options) {
    return new HandoffHints(
        options.entityTag(),
        OptionalLong.empty(),
        options.contentType(),
        options.lastModified(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static List<Field> told(Asked heard) {
    String languages =
        FieldSyntax.trimOws(String.join(", ", heard.head().fields().lines("Content-Language")));
    return !languages.isEmpty() && FieldSyntax.isValue(languages)
        ? List.of(new Field("Content-Language", languages))
        : List.of();
  }

  /** The store's own words never leave this machine; its error code goes to the log. */
  private static Result failed(RemoteUrl url, StoreRefusal refusal, Asked heard) {
    StoreRefusal told = refusal;
    if (refusal.kind() != StoreRefusal.Kind.BROKEN) {
      told = ErrorCode.in(document(heard)).map(refusal::with).orElse(refusal);
    }
    heard.call().abort();
    return new Result.Failed(told.status(), url + ": " + told.reason(), told.retryAfter());
  }

  private static String document(Asked heard) {
    byte[] begin = new byte[LONGEST_DOCUMENT];
    int length = 0;
    try {
      for (int read = 0; read >= 0 && length < begin.length; length += Math.max(0, read)) {
        read = heard.call().read(begin, length, begin.length - length);
      }
    } catch (RemoteFailure brokeOff) {
      // What came is enough, or nothing is.
      LOG.log(Logger.Level.DEBUG, "An error document broke off", brokeOff);
    }
    return new String(begin, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    client.close();
  }
}
