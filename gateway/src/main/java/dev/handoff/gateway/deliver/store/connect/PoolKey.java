package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;

/**
 * Requests that may share a connection: same origin, same location, same rules for addresses and
 * certificates. The authorities are part of {@link StoreAccess}, the name in the certificate is the
 * origin's host, so that what one location opened never serves a stricter one.
 */
record PoolKey(Origin origin, String location, boolean privateToo, StoreAccess access) {

  static PoolKey of(StoreTarget target) {
    return new PoolKey(
        target.origin(), target.rules().location(), target.privateToo(), target.rules().access());
  }

  /** Whether it is of that location, as it is configured there. */
  boolean isOf(TargetRules rules) {
    return location.equals(rules.location()) && access.equals(rules.access());
  }

  boolean mayBePrivate() {
    return privateToo || access.privateAddresses();
  }

  /** Leaves {@code access} out: one location has one, and it is long. */
  @Override
  public int hashCode() {
    return 31 * origin.hashCode() + location.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PoolKey that
        && origin.equals(that.origin)
        && location.equals(that.location)
        && privateToo == that.privateToo
        && access.equals(that.access);
  }
}
