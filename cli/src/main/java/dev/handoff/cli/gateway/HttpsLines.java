package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.certificates.Identity;
import dev.handoff.gateway.config.certificates.UnusableCertificateException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** What the summary says of listeners with TLS: which names, and until when. */
final class HttpsLines {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** One certificate of one listener. */
  record Listener(String address, String names, String end) {}

  private HttpsLines() {}

  static Stream<Listener> of(EdgeConfig edge) {
    return edge.https().stream().flatMap(HttpsLines::of);
  }

  private static Stream<Listener> of(HttpsListener listener) {
    String address = String.join(" ", listener.bind().stream().map(HttpsLines::shown).toList());
    return listener.certificates().stream().map(files -> of(address, files));
  }

  private static Listener of(String address, CertificateFiles files) {
    try {
      Identity identity = Identity.read(files);
      String names = identity.names().isEmpty() ? "no host" : String.join(", ", identity.names());
      return new Listener(address, names, "certificate ends " + DAY.format(identity.notAfter()));
    } catch (UnusableCertificateException changedSince) {
      return new Listener(address, "an unknown host", changedSince.why());
    }
  }

  private static String shown(ListenAddress address) {
    return switch (address) {
      case ListenAddress.Tcp(String host, int port) ->
          (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      case ListenAddress.Unix unix -> "unix:" + unix.path();
    };
  }
}
