package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.Facts;
import dev.handoff.core.store.Version;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoredObject;
import dev.handoff.gateway.deliver.store.StoredObjects;
import java.util.List;
import java.util.Map;

/** Finds objects straight at their stores. Shared by all loops. */
public final class DirectObjects implements StoredObjects {
  private final StoreClient client;

  public DirectObjects(StoreClient client) {
    this.client = client;
  }

  @Override
  public void open(Question question, Opened opened) {
    new Opening(client, question, opened).start();
  }

  /**
   * Goes on where somebody else has asked for one object: judges the answer as if it were one to a
   * question of its own.
   *
   * @param range what was asked for, without conditions
   * @param call the request under way
   * @return whom to tell of the answer, its head first
   */
  public StoreClient.Listener goOn(
      Question question, Opened opened, ByteRange range, StoreClient.Call call) {
    return new Opening(client, question, opened).goOn(range, call);
  }

  /**
   * A version that somebody else learned of, to be read straight from its store. What it has to say
   * of itself beyond its octets is the caller's business.
   */
  public StoredObject known(Question question, Facts facts, Version version) {
    return new DirectObject(client, question, List.of(), facts, version, Map.of(), null);
  }
}
