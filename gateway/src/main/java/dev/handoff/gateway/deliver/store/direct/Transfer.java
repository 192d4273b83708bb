package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.fields.Field;
import dev.handoff.core.store.Extent;
import dev.handoff.core.store.Further;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request to a store and the octets of its answer, counted. Confined to its loop.
 *
 * <p>Its owner hears nothing more once it was dropped, whatever the connection still holds.
 */
final class Transfer implements StoreClient.Listener {
  /** Who wants the octets. */
  interface Owner {
    /**
     * @param head valid during the call
     */
    void answered(Transfer from, ResponseHead head);

    /** Content; the owner releases it. Counted by {@link Transfer#at} already. */
    void data(Transfer from, ByteBuf data);

    void batchEnd();

    /** The answer is whole, as its framing says. */
    void ended(Transfer from);

    void failed(Transfer from, StoreFailure failure);
  }

  private Owner owner;
  private StoreClient.@Nullable Call call;
  private boolean paused;
  private boolean over;
  private long at;
  private OptionalLong end = OptionalLong.empty();
  private boolean counted;

  Transfer(Owner owner) {
    this.owner = owner;
  }

  void start(StoreClient client, Loop loop, StoreTarget target, List<Field> fields) {
    StoreClient.Call started = client.get(loop, target, fields, this);
    if (!over) {
      call = started;
    }
  }

  /** Takes over a request that somebody else has sent, before its answer is told. */
  void adopt(StoreClient.Call begun) {
    call = begun;
  }

  /** Hands the rest over to somebody else. */
  void giveTo(Owner next) {
    owner = next;
  }

  /** Says which octets of the object the content is. */
  void brings(Extent extent) {
    at = extent.first();
    end = extent.end();
    counted = extent.counted();
  }

  /** Offset in the object of the next octet to come. */
  long at() {
    return at;
  }

  /** Whether its end has come, or it was dropped. */
  boolean isOver() {
    return over;
  }

  /** Whether octets up to here are all it may bring; true as well when nobody knows. */
  boolean mayEndAt(long offset) {
    return end.isEmpty() || end.getAsLong() == offset;
  }

  /** Whether its framing cannot bring more than was said. */
  boolean isCounted() {
    return counted;
  }

  /** Whether it brings everything before that octet; true as well when nobody knows. */
  boolean bringsAllBefore(long offset) {
    return end.isEmpty() || offset <= end.getAsLong();
  }

  /** Whether reading on gets to that octet without throwing away too much. */
  boolean reaches(long offset) {
    return !over
        && at <= offset
        && offset - at <= Further.MOST_SKIPPED
        && (end.isEmpty() || offset < end.getAsLong());
  }

  void pause(boolean pause) {
    if (paused != pause && call != null) {
      paused = pause;
      call.pause(pause);
    }
  }

  void drop() {
    StoreClient.Call running = call;
    call = null;
    if (!over) {
      over = true;
      if (running != null) {
        running.drop();
      }
    }
  }

  @Override
  public void answered(ResponseHead head, StoreTarget answered) {
    if (!over) {
      owner.answered(this, head);
    }
  }

  @Override
  public void data(ByteBuf data) {
    if (over) {
      data.release();
      return;
    }
    at += data.readableBytes();
    owner.data(this, data);
  }

  @Override
  public void batchEnd() {
    if (!over) {
      owner.batchEnd();
    }
  }

  @Override
  public void ended() {
    if (!over) {
      over = true;
      owner.ended(this);
    }
  }

  @Override
  public void failed(StoreFailure failure) {
    if (!over) {
      over = true;
      owner.failed(this, failure);
    }
  }
}
