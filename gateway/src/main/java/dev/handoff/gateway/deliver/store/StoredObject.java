package dev.handoff.gateway.deliver.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.Facts;
import java.util.List;
import java.util.Optional;

/**
 * One version of an object whose facts are known. Confined to the loop of its exchange.
 *
 * <p>All octets come from the version the facts tell of, or the delivery fails.
 */
public interface StoredObject {

  /** How sending went. */
  interface Sent {
    /** All octets were written to the exchange. */
    void done();

    /** They will never be whole. */
    void failed(StoreFailure failure);
  }

  Facts facts();

  /**
   * Value of a field the store gave for this object and the location lets through, by lower-case
   * name; empty for one it did not give.
   */
  Optional<String> field(String name);

  /**
   * The Cache-Status line of an answer with this object, our member behind those of {@code
   * earlier}; empty where no cache stands before the store.
   *
   * @param earlier values of the app's own lines of that name
   */
  default Optional<Field> cacheStatus(List<String> earlier) {
    return Optional.empty();
  }

  /** Writes the octets of {@code range}, no faster than the client takes them. One at a time. */
  void send(ByteRange range, Sent sent);

  /** Writes everything, for an object of unknown length. */
  void sendAll(Sent sent);

  /** The client takes octets again: whoever delivers passes that on. */
  void clientWritable();

  /** Lets go of connections and files, in whatever state. */
  void close();
}
