package dev.handoff.files.remote;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.core.store.Ask;
import dev.handoff.core.store.Extent;
import dev.handoff.core.store.Facts;
import dev.handoff.core.store.First;
import dev.handoff.core.store.Further;
import dev.handoff.core.store.Version;
import dev.handoff.files.sending.RemoteObject;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One version of a file at its store. A transfer that breaks off is continued from the last octet
 * received, a few times, as long as the store proves that the rest is of the same version.
 */
final class StoredFile implements RemoteObject {
  private static final int MOST_RESUMED = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final int SKIPPED_AT_ONCE = 8 << 10;

  private final RemoteClient client;
  private final RemoteRules rules;
  private final RemoteUrl url;
  private final Facts facts;
  private final Version version;
  private final List<Field> fields;
  private final Running running;

  /** Only the reading thread knows what is on the way. */
  private RemoteClient.@Nullable Call call;

  private long at;
  private OptionalLong end;
  private boolean counted;
  private long behind = Long.MAX_VALUE;
  private boolean joined;
  private int resumed;

  /** The call that is to be aborted when the client leaves. Shared between threads. */
  static final class Running {
    private final Runnable atEnd;
    private RemoteClient.@Nullable Call call;
    private boolean closed;

    /**
     * @param atEnd done once, when everything is let go of
     */
    Running(Runnable atEnd) {
      this.atEnd = atEnd;
    }

    synchronized void is(RemoteClient.Call next) {
      call = next;
      if (closed) {
        next.abort();
      }
    }

    /** Lets go of whatever is on the way; keeps the connection if its answer was read whole. */
    void close() {
      RemoteClient.@Nullable Call last;
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
        last = call;
      }
      if (last != null) {
        last.abort();
      }
      atEnd.run();
    }

    synchronized boolean isClosed() {
      return closed;
    }
  }

  StoredFile(
      RemoteClient client,
      RemoteRules rules,
      RemoteUrl url,
      First.Known known,
      List<Field> fields,
      RemoteClient.Call call,
      Running running) {
    this.client = client;
    this.rules = rules;
    this.url = url;
    this.facts = known.facts();
    this.version = known.version();
    this.fields = fields;
    this.call = call;
    this.running = running;
    this.at = known.extent().first();
    this.end = known.extent().end();
    this.counted = known.extent().counted();
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  public void expect(long first, OptionalLong length) {
    behind = length.isPresent() ? first + length.getAsLong() : Long.MAX_VALUE;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    while (true) {
      try {
        reach(position);
        int read = some(into, offset, length);
        joined |= read > 0;
        return read;
      } catch (RemoteFailure failure) {
        drop();
        recover(failure, position);
      }
    }
  }

  /** Sees to it that the next octet on the way is the one that is wanted. */
  private void reach(long position) throws RemoteFailure {
    boolean near =
        call != null
            && at <= position
            && position - at <= Further.MOST_SKIPPED
            && (end.isEmpty() || position < end.getAsLong());
    if (!near) {
      drop();
      ask(position);
    }
    byte[] skipped = new byte[at < position ? SKIPPED_AT_ONCE : 0];
    while (at < position) {
      if (some(skipped, 0, (int) Math.min(skipped.length, position - at)) < 0) {
        throw new RemoteFailure(502, "the store sent less than it said");
      }
    }
  }

  private void ask(long position) throws RemoteFailure {
    if (behind == Long.MAX_VALUE || (joined && !version.canBeContinued())) {
      throw new RemoteFailure(502, "nothing proves that the rest would be of the same version");
    }
    boolean whole = position == 0 && version.total().equals(OptionalLong.of(behind));
    Ask further =
        whole ? Ask.WHOLE.of(version) : Ask.of(new ByteRange(position, behind - 1), version);
    Asked asked = Asked.of(client, rules, url, further.fields(), running::is);
    Further judged = Further.of(version, position, joined, asked.answer(), Instant.now());
    if (judged instanceof Further.Fits fits) {
      Extent extent = fits.extent();
      call = asked.call();
      at = extent.first();
      end = extent.end();
      counted = extent.counted();
      return;
    }
    asked.call().abort();
    throw judged instanceof Further.NotNow notNow
        ? new RemoteFailure(502, notNow.reason())
        : new Final(((Further.Never) judged).reason());
  }

  /** At least one octet of what is on the way; -1 at the end of a file of unknown length. */
  private int some(byte[] into, int offset, int length) throws RemoteFailure {
    RemoteClient.Call from = call;
    if (from == null) {
      throw new RemoteFailure(502, "the store sent less than it said");
    }
    long room = end.isPresent() ? end.getAsLong() - at : length;
    int read = from.read(into, offset, (int) Math.min(room, length));
    if (read < 0) {
      from.release();
      call = null;
      if (end.isPresent()) {
        throw new RemoteFailure(502, "the store sent less than it said");
      }
      return -1;
    }
    at += read;
    if (end.isPresent() && at == end.getAsLong()) {
      finish(from);
    }
    return read;
  }

  /** Behind the last octet nothing may follow; then the connection is of use to others. */
  private void finish(RemoteClient.Call from) throws RemoteFailure {
    boolean last = version.total().equals(end);
    if (counted || last) {
      if (from.read(new byte[1], 0, 1) >= 0) {
        from.abort();
        call = null;
        throw new Final("the store sends more octets than the object has");
      }
      from.release();
    } else {
      from.abort();
    }
    call = null;
  }

  private void recover(RemoteFailure failure, long position) throws IOException {
    boolean provable = !joined || version.canBeContinued();
    if (failure instanceof Final
        || running.isClosed()
        || behind == Long.MAX_VALUE
        || !provable
        || resumed == MOST_RESUMED) {
      throw failure;
    }
    long wait = FIRST_PAUSE_MILLIS << (2 * resumed);
    resumed++;
    RemoteFiles.LOG.log(
        Level.WARNING,
        "{0}: {1}; asking for the rest from octet {2} on ({3} of {4} times)",
        url,
        failure.reason(),
        Long.toString(position),
        resumed,
        MOST_RESUMED);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
    if (running.isClosed()) {
      throw new EOFException("nobody wants the rest");
    }
  }

  private void drop() {
    if (call != null) {
      call.abort();
      call = null;
    }
  }

  @Override
  public void close() {
    running.close();
  }

  /** Asking again would not help. */
  private static final class Final extends RemoteFailure {
    private static final long serialVersionUID = 1L;

    Final(String reason) {
      super(502, reason);
    }
  }
}
