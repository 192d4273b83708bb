package dev.handoff.gateway.deliver.store;

import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.response.FileRequest;
import dev.handoff.gateway.exchange.Exchange;

/** Finds objects: straight at their store, or in the cache before it. Shared by all loops. */
public interface StoredObjects {

  /** What became of it. */
  interface Opened {
    void found(StoredObject object);

    /** The store has no such object. */
    void missing(String reason);

    void failed(StoreFailure failure);
  }

  /**
   * What is asked.
   *
   * @param asked the client's conditions and ranges, so that the first question to the store can be
   *     the right one; what comes of them is decided from the object's facts
   * @param hints what the app says of the object
   */
  record Question(Exchange exchange, StoreTarget target, FileRequest asked, HandoffHints hints) {}

  /**
   * Tells {@code opened} exactly once, on the exchange's loop, unless the client leaves before.
   *
   * <p>Until then the exchange is watched by whoever looks for the object; after that by {@code
   * opened}.
   */
  void open(Question question, Opened opened);
}
