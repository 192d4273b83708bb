package dev.handoff.gateway;

import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.listen.tls.ServerTls;
import dev.handoff.gateway.listen.tls.TlsListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The certificates of every HTTPS listener of one configuration. */
final class Certificates {
  static final Certificates NONE = new Certificates(List.of(), Map.of());

  private final List<TlsListener> listeners;
  private final Map<ListenAddress, TlsListener> byAddress;

  private Certificates(List<TlsListener> listeners, Map<ListenAddress, TlsListener> byAddress) {
    this.listeners = listeners;
    this.byAddress = byAddress;
  }

  static Certificates of(EdgeConfig edge, ServerTls tls) throws IOException {
    List<TlsListener> listeners = new ArrayList<>();
    Map<ListenAddress, TlsListener> byAddress = new HashMap<>();
    Certificates certificates = new Certificates(listeners, byAddress);
    try {
      for (HttpsListener https : edge.https()) {
        TlsListener listener = tls.open(https);
        listeners.add(listener);
        https.bind().forEach(address -> byAddress.put(address, listener));
      }
      return certificates;
    } catch (IOException | RuntimeException unusable) {
      certificates.close();
      throw unusable;
    }
  }

  @Nullable TlsListener of(ListenAddress address) {
    return byAddress.get(address);
  }

  /** Looks whether files were replaced. */
  void check() {
    listeners.forEach(TlsListener::check);
  }

  void close() {
    listeners.forEach(TlsListener::close);
  }
}
