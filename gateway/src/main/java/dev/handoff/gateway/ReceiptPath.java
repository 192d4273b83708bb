package dev.handoff.gateway;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.route.Routes;
import java.net.URI;
import java.util.Locale;

/** Keeps clients from where an app takes its receipts: that path is for the gateway alone. */
final class ReceiptPath {
  private ReceiptPath() {}

  /** Hides it in the routes of every app that has the address of {@code receipts.url}. */
  static void hide(Routes.Builder table, GatewayConfig config) {
    if (config.receipts().isEmpty()) {
      return;
    }
    URI url = config.receipts().get().url();
    String path = url.getPath().endsWith("/") ? url.getPath() : url.getPath() + "/";
    for (AppConfig app : config.apps()) {
      if (!isAt(app.address(), url)) {
        continue;
      }
      hide(table, app, path);
      // The app may see a path without what clients write before it.
      app.stripPrefix().ifPresent(prefix -> hide(table, app, prefix + path.substring(1)));
    }
  }

  private static void hide(Routes.Builder table, AppConfig app, String path) {
    if (app.paths().stream().anyMatch(path::startsWith)) {
      table.hidden(path, app.hosts());
    }
  }

  private static boolean isAt(AppAddress address, URI url) {
    if (!(address instanceof AppAddress.Tcp(String host, int port))) {
      return false;
    }
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    int wanted = url.getPort() < 0 ? (https ? 443 : 80) : url.getPort();
    return port == wanted && name(host).equals(name(url.getHost()));
  }

  /** This machine has several names. */
  private static String name(String host) {
    String bare = host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    boolean here =
        bare.equals("localhost")
            || bare.equals("::1")
            || bare.equals("0.0.0.0")
            || bare.startsWith("127.");
    return here ? "localhost" : bare;
  }
}
