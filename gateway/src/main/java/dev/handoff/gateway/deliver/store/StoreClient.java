package dev.handoff.gateway.deliver.store;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Asks stores: names looked up and judged, connections kept, redirects followed. Shared; every call
 * and every answer is on the loop it was asked for.
 */
public interface StoreClient {

  /**
   * Whom it tells. Confined to the loop; nothing more comes after {@code ended} or {@code failed}.
   */
  interface Listener {
    /**
     * The final head of the answer; redirects were followed already.
     *
     * @param head valid during the call
     * @param answered who answered in the end
     */
    void answered(ResponseHead head, StoreTarget answered);

    /** Content, after transfer coding; the listener owns it. */
    void data(ByteBuf data);

    /** A batch of data is through: a good moment to flush. */
    void batchEnd();

    /** The content is whole as its framing says. */
    void ended();

    /** There is no answer, or it broke off. */
    void failed(StoreFailure failure);
  }

  /** A request under way. */
  interface Call {
    /** Stops or resumes reading; a paused store is not timed. */
    void pause(boolean pause);

    /**
     * Nobody wants the rest: a little of it is read to keep the connection, else it is closed. The
     * listener hears nothing more.
     */
    void drop();
  }

  /**
   * Sends a GET.
   *
   * @param fields besides Host, Accept-Encoding, and what the target's signer adds
   */
  Call get(Loop loop, StoreTarget target, List<Field> fields, Listener listener);
}
