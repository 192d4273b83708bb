package dev.handoff.gateway.exchange;

import org.jspecify.annotations.Nullable;

/** What happened to one request, filled in as it happens. Confined to the exchange's loop. */
public final class RequestRecord {
  private final long startedNanos = System.nanoTime();
  private int status;
  private long sent;
  private boolean whole;
  private @Nullable String aborted;
  private boolean failedAtStore;
  private boolean clientLeft;
  private @Nullable String note;
  private @Nullable String app;
  private long appNanos;
  private @Nullable String target;
  private @Nullable String linkKey;
  private @Nullable Object store;
  private long storeNanos;
  private @Nullable Trace trace;

  /** Status of the final answer; 0 when none was sent. */
  public int status() {
    return status;
  }

  public void status(int code) {
    status = code;
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

  public void aborted(String reason) {
    if (aborted == null) {
      aborted = reason;
    }
  }

  /** Whether the answer broke off because the client left or took nothing any more. */
  public boolean clientLeft() {
    return clientLeft;
  }

  /** Says that the answer breaks off because of the client. */
  public void leftByClient(String reason) {
    clientLeft |= aborted == null;
    aborted(reason);
  }

  /** Whether the answer broke off because its store failed. */
  public boolean isFailedAtStore() {
    return failedAtStore;
  }

  /** Says that the answer breaks off because its store failed. */
  public void failedAtStore() {
    failedAtStore = true;
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
