package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import java.util.ArrayList;
import java.util.List;

/** An address, and whether TLS is spoken there. */
public record Listener(ListenAddress address, boolean secure) {

  /** All of a configuration: plain ones first. */
  public static List<Listener> of(GatewayConfig config) {
    List<Listener> listeners = new ArrayList<>();
    for (ListenAddress address : config.listen()) {
      listeners.add(new Listener(address, false));
    }
    for (HttpsListener https : config.edge().https()) {
      for (ListenAddress address : https.bind()) {
        listeners.add(new Listener(address, true));
      }
    }
    return listeners;
  }
}
