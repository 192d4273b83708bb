package dev.handoff.gateway.exchange;

import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * <p>Every method is called on the loop of the exchange, and none blocks. After {@link #isOver} the
 * answer methods do nothing but release what they are given.
 */
public abstract class Exchange {
  /** Where the octets of a request body go. */
  public interface BodySink {
    /** Content octets; the sink owns them. */
    void data(ByteBuf data);

    /** A batch of data is through: a good moment to flush. */
    void dataBatchEnd();

    /** The body is whole. */
    void end(@Nullable Head trailers);

    /** The body will never be whole. */
    void bodyFailed();
  }

  /** Told when the client leaves, or when it takes octets again. */
  public interface ClientWatch {
    /** The client is gone, or the exchange was aborted: let go of everything. */
    void clientGone();

    /** The client takes octets again after {@link Exchange#isWritable} said no. */
    default void clientWritable() {}
  }

  private final Loop loop;
  private final Client client;
  private final RequestRecord record;
  private @Nullable ClientWatch watch;
  private @Nullable Runnable afterwards;

  protected Exchange(Loop loop, Client client) {
    this.loop = loop;
    this.client = client;
    this.record = new RequestRecord();
  }

  /** One that stands before {@code inner} and shares its record. */
  protected Exchange(Exchange inner) {
    this.loop = inner.loop;
    this.client = inner.client;
    this.record = inner.record;
  }

  public final Loop loop() {
    return loop;
  }

  /** Who asks. */
  public final Client client() {
    return client;
  }

  /** What the access log and the trace will say. */
  public final RequestRecord record() {
    return record;
  }

  /** The request; valid until the exchange is over. */
  public abstract RequestHead request();

  /** Whether the answer has no content because HEAD was asked. */
  public final boolean isHead() {
    return request().method() == RequestHead.Method.HEAD;
  }

  /** Whether a request body exists that nobody has taken yet. */
  public abstract boolean hasBody();

  /** Starts the flow of the request body. At most once. */
  public abstract void readBody(BodySink sink);

  /** Stops or resumes the flow of the request body. */
  public abstract void pauseBody(boolean pause);

  /** Begins an answer. */
  public abstract AnswerHead answer(int status);

  /** Sends an interim answer (1xx); the head was begun with its status. */
  public abstract void interim(AnswerHead head);

  /** Sends a whole answer without content; the head says its own Content-Length where due. */
  public abstract void finish(AnswerHead head);

  /** Sends a whole answer; the head has its Content-Length already. Owns {@code content}. */
  public abstract void finish(AnswerHead head, ByteBuf content);

  /** How much content will follow a head that was sent. */
  public enum Length {
    /** The head says it in Content-Length. */
    DECLARED,
    /** Nobody knows yet. */
    UNKNOWN
  }

  /** Sends the head of an answer whose content follows. */
  public abstract void start(AnswerHead head, Length length);

  /** Sends content. Owns {@code data}. */
  public abstract void write(ByteBuf data);

  /**
   * Sends octets of an open file without copying them where that is possible.
   *
   * @param file retained for the transfer by this call
   * @param first offset of the first octet in the file
   * @param length in octets, more than zero
   * @param written called once all octets were accepted by the connection; not on failure
   */
  public abstract void write(OpenOctets file, long first, long length, Runnable written);

  /** Pushes out what was written. */
  public abstract void flush();

  /** The content is whole. */
  public abstract void end(@Nullable Head trailers);

  /** Cuts the connection (or resets the stream): what was sent must not look whole. */
  public abstract void abort(String reason);

  /** Whether more may be written without piling up. */
  public abstract boolean isWritable();

  /** Whether the head of a final answer was sent. */
  public abstract boolean isAnswered();

  /** Whether nothing can be sent or received any more. */
  public abstract boolean isOver();

  /** Told how an exchange ended. */
  @FunctionalInterface
  public interface Ending {
    /**
     * @param delivered the client has acknowledged every octet of the answer; a write that
     *     succeeded only reached our kernel
     * @param acknowledged content octets, from the first, that the client has for certain
     */
    void ended(boolean delivered, long acknowledged);
  }

  /**
   * Has {@code ending} told once, on this loop, besides those of earlier calls. To be called before
   * the answer begins.
   */
  public abstract void whenOver(Ending ending);

  /**
   * Has {@code task} run once on this loop when the exchange is through, whichever way it ended:
   * answered as far as the connection takes octets, cut, or left by its client. Tasks run in the
   * order they were given; an exchange that is through already runs it never.
   */
  public void afterwards(Runnable task) {
    Runnable earlier = afterwards;
    afterwards =
        earlier == null
            ? task
            : () -> {
              earlier.run();
              task.run();
            };
  }

  /** Every kind of exchange tells this exactly once, when nothing of it is left to do. */
  protected final void tellThrough() {
    Runnable told = afterwards;
    afterwards = null;
    if (told != null) {
      told.run();
    }
  }

  /**
   * Turns the connection into a tunnel: after this, octets cross both ways as they come.
   *
   * @return null where the protocol cannot
   */
  public abstract @Nullable Tunnel tunnel(AnswerHead head, Tunnel.Peer peer);

  /** Says who is told when the client leaves; replaces the one before. */
  public final void watch(@Nullable ClientWatch next) {
    watch = next;
  }

  protected final void tellGone() {
    ClientWatch told = watch;
    watch = null;
    if (told != null) {
      told.clientGone();
    }
  }

  protected final void tellWritable() {
    if (watch != null) {
      watch.clientWritable();
    }
  }
}
