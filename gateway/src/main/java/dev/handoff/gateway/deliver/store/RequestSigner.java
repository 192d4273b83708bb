package dev.handoff.gateway.deliver.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import java.util.List;

/**
 * Makes the fields by which a store knows whose request it is. Shared by all loops; never blocks.
 */
public interface RequestSigner {

  /** What came of it. */
  sealed interface Signature {
    /** Fields to be sent, besides Host. */
    record Signed(List<Field> fields) implements Signature {}

    /**
     * There are no valid credentials now.
     *
     * @param reason for the log; names no secret
     */
    record Unavailable(String reason) implements Signature {}
  }

  /**
   * Signs a GET without content; further fields may be added to the request unsigned.
   *
   * @param target path and query in origin-form
   */
  Signature sign(Origin origin, Octets target);
}
