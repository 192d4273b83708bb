package dev.handoff.gateway.deliver.store.names;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.loop.Loop;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** From a store's name to its addresses. Shared by all loops; never blocks one. */
public interface NameResolver {

  /** What came of it. */
  sealed interface Resolution {
    /**
     * @param addresses in the order to try them; never empty
     */
    record Found(List<InetAddress> addresses) implements Resolution {}

    /**
     * @param reason for the log
     * @param timedOut whether nobody answered, which is another status than a name that is unknown
     */
    record Failed(String reason, boolean timedOut) implements Resolution {}
  }

  /**
   * Looks {@code name} up.
   *
   * @param name lower case; no literal
   * @param told once, on the loop, during the call or later
   */
  void resolve(Loop loop, String name, StoreAccess.Family family, Consumer<Resolution> told);
}
