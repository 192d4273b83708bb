package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.s3.KeptCredentials.State;
import java.util.function.Supplier;

/** Signs by fields of the request. */
record HeaderSigner(Sigv4 sigv4, Supplier<State> credentials) implements RequestSigner {
  @Override
  public Signature sign(Origin origin, Octets target) {
    return switch (credentials.get()) {
      case State.Valid valid ->
          new Signature.Signed(sigv4.fields(valid.identity(), origin, target));
      case State.None none -> new Signature.Unavailable(none.reason());
    };
  }
}
