package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.caching.CacheStatus;
import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.Facts;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObject;
import dev.handoff.gateway.deliver.store.StoredObjects;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An object straight from its store, which only says that it went past the cache, and why. */
record PassedObject(StoredObject object, CacheStatus why) implements StoredObject {

  /** Tells {@code opened} of such an object. */
  static StoredObjects.Opened telling(StoredObjects.Opened opened, CacheStatus why) {
    return new StoredObjects.Opened() {
      @Override
      public void found(StoredObject object) {
        opened.found(new PassedObject(object, why));
      }

      @Override
      public void missing(String reason) {
        opened.missing(reason);
      }

      @Override
      public void failed(StoreFailure failure) {
        opened.failed(failure);
      }
    };
  }

  @Override
  public Facts facts() {
    return object.facts();
  }

  @Override
  public Optional<String> field(String name) {
    return object.field(name);
  }

  @Override
  public Optional<Field> cacheStatus(List<String> earlier) {
    return Optional.of(why.forwarded(OptionalInt.empty(), false, false, earlier));
  }

  @Override
  public void send(ByteRange range, Sent sent) {
    object.send(range, sent);
  }

  @Override
  public void sendAll(Sent sent) {
    object.sendAll(sent);
  }

  @Override
  public void clientWritable() {
    object.clientWritable();
  }

  @Override
  public void close() {
    object.close();
  }
}
