package dev.handoff.gateway.exchange;

import org.jspecify.annotations.Nullable;

/** What happened to one request, filled in as it happens. Confined to the exchange's loop. */
public final class RequestRecord {
  /** Where the content of an answer came from. */
  public enum Source {
    /** Content of a small file, kept in memory. */
    MEMORY,
    /** A file on disk. */
    FILE,
    /** A store, octet for octet as it sent them. */
    STORE,
    /** What the cache keeps of a store. */
    CACHE,
    /** An app's own answer. */
    APP
  }

  /** Who ended an answer before its end. */
  public enum Party {
    CLIENT,
    GATEWAY,
    APP,
    STORE
  }

  private final long startedNanos = System.nanoTime();
  private long firstNanos;
  private @Nullable String location;
  private @Nullable Source source;
  private @Nullable Party blamed;
  private @Nullable Running running;
  private int status;
  private long sent;
  private boolean whole;
  private @Nullable String aborted;
  private @Nullable String note;
  private @Nullable String app;
  private long appNanos;
  private boolean reused;
  private @Nullable String target;
  private @Nullable String linkKey;
  private @Nullable Object store;
  private long storeNanos;
  private long heldBackNanos;
  private @Nullable String heldBackBy;
  private @Nullable Trace trace;

  /** Status of the final answer; 0 when none was sent. */
  public int status() {
    return status;
  }

  /** The head of the final answer leaves now. */
  public void status(int code) {
    status = code;
    firstNanos = System.nanoTime() - startedNanos;
  }

  /** Time until the final answer began to leave, in nanoseconds; 0 when none was sent. */
  public long firstByteNanos() {
    return firstNanos;
  }

  /** Prefix of the location that has or should have the file, or null: none was asked. */
  public @Nullable String location() {
    return location;
  }

  /** Says which location is asked from now on. */
  public void location(String prefix) {
    if (location == null && running != null) {
      running.transferBegins();
    }
    location = prefix;
  }

  /** Has this request counted among those that run, until it is {@linkplain #over over}. */
  public void countIn(Running all) {
    running = all;
    all.requestBegins();
  }

  /** The request no longer runs. */
  public void over() {
    if (running != null) {
      running.requestEnds(location != null);
      running = null;
    }
  }

  /** Where the content comes from, or null: the gateway made it, or there is none. */
  public @Nullable Source source() {
    return source;
  }

  public void source(Source from) {
    source = from;
  }

  /** Content octets accepted by the connection so far. */
  public long sent() {
    return sent;
  }

  public void sent(long octets) {
    sent += octets;
  }

  /** Whether the answer was written to its end. */
  public boolean isWhole() {
    return whole;
  }

  public void whole() {
    whole = true;
  }

  /** Why the answer broke off, or null. */
  public @Nullable String aborted() {
    return aborted;
  }

  /** Says why the answer broke off; the first reason stays. */
  public void aborted(String reason) {
    if (aborted == null) {
      aborted = reason;
    }
  }

  /** Says that the answer breaks off because of the client. */
  public void leftByClient(String reason) {
    blame(Party.CLIENT);
    aborted(reason);
  }

  /** Says who is to blame if the answer breaks off now. */
  public void blame(Party party) {
    if (aborted == null) {
      blamed = party;
    }
  }

  /** Who ended the answer before its end, or null. */
  public @Nullable Party abortedBy() {
    if (aborted == null) {
      return null;
    }
    return blamed == null ? Party.GATEWAY : blamed;
  }

  /** What an operator should know about the answer, or null. */
  public @Nullable String note() {
    return note;
  }

  public void note(String text) {
    note = text;
    step("note", text);
  }

  /** Name of the app that was asked last, or null. */
  public @Nullable String app() {
    return app;
  }

  /** Says which app is asked from now on. */
  public void app(String name) {
    app = name;
    appNanos = -System.nanoTime();
    reused = false;
  }

  /** Says whose earlier decision is used, without asking anybody. */
  public void reused(String name) {
    app = name;
    appNanos = 0;
    reused = true;
  }

  /** Whether an earlier decision of {@link #app} was used. */
  public boolean isReused() {
    return reused;
  }

  /** When the request's head was complete, on the clock of {@link System#nanoTime}. */
  public long startedNanos() {
    return startedNanos;
  }

  /** The app's answer head has arrived. */
  public void appAnswered() {
    if (appNanos < 0) {
      appNanos += System.nanoTime();
    }
  }

  /** Time the app took for its head, in nanoseconds; 0 when none was asked or it never answered. */
  public long appNanos() {
    return Math.max(0, appNanos);
  }

  /** What the app handed off, without its query (Latin-1, anything may be in it), or null. */
  public @Nullable String target() {
    return target;
  }

  public void target(String value) {
    target = value;
  }

  /** Name of the key that signed the link which let the client in, or null. */
  public @Nullable String linkKey() {
    return linkKey;
  }

  public void linkKey(String name) {
    linkKey = name;
  }

  /** Origin of the store that was asked last, or null. */
  public @Nullable String store() {
    return store == null ? null : store.toString();
  }

  /**
   * Says which store is asked from now on.
   *
   * @param origin its text is made only if somebody reads it
   */
  public void store(Object origin) {
    store = origin;
    storeNanos = -System.nanoTime();
  }

  /** It is known what the store has to say. */
  public void storeAnswered() {
    if (storeNanos < 0) {
      storeNanos += System.nanoTime();
    }
  }

  /** Time until that was known, in nanoseconds; 0 when none was asked or none ever answered. */
  public long storeNanos() {
    return Math.max(0, storeNanos);
  }

  /** Time it waited for limits, in nanoseconds. */
  public long heldBackNanos() {
    return heldBackNanos;
  }

  /** A limit held the request back for that long. */
  public void heldBack(String limit, long nanos) {
    heldBackNanos += nanos;
    heldBackBy = limit;
    if (isTraced()) {
      heldBackStep(limit, nanos);
    }
  }

  private void heldBackStep(String limit, long nanos) {
    step("limit", "waited " + nanos / 1_000_000 + " ms for limits." + limit);
  }

  /** Time since the request's head was complete, in nanoseconds. */
  public long elapsedNanos() {
    return System.nanoTime() - startedNanos;
  }

  /** The decision trace, or null when nobody asked for one. */
  public @Nullable Trace trace() {
    return trace;
  }

  public void trace(@Nullable Trace wanted) {
    trace = wanted;
    if (heldBackBy != null && wanted != null) {
      // It waited before anybody could look whether it wants to know.
      heldBackStep(heldBackBy, heldBackNanos);
    }
  }

  /** Whether steps are kept, so that a caller can save the work of wording one. */
  public boolean isTraced() {
    return trace != null;
  }

  /** Adds a step to the trace, if there is one. */
  public void step(String what, String detail) {
    if (trace != null) {
      trace.step(what, detail);
    }
  }
}
