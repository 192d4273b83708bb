package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.listen.tls.TlsListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What connections meet before HTTP, by the configuration in force. Each call may answer from a
 * newer one.
 */
public interface EdgeSettings {
  /** Peers whose X-Forwarded-* fields are believed. */
  List<AddressRange> trustedProxies();

  /** Peers that have to begin with a PROXY header. */
  List<AddressRange> proxyProtocol();

  /** The certificates of a TLS listener; null when it is no longer wanted. */
  @Nullable TlsListener tls(ListenAddress address);

  /** What plain HTTP is answered with. */
  Redirect redirect();
}
