package dev.handoff.gateway.listen.tls;

import io.netty.handler.ssl.SslContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the name a client says (SNI, RFC 6066 §3) to the certificate it gets. Immutable. */
final class NamedContexts {
  private final SslContext first;
  private final boolean single;
  private final Map<String, SslContext> byName = new HashMap<>();

  /**
   * @param certificates at least one; where two are for the same name, the earlier
   */
  NamedContexts(List<ServedCertificate> certificates) {
    first = certificates.getFirst().context();
    single = certificates.size() == 1;
    for (ServedCertificate certificate : certificates) {
      for (String name : certificate.names()) {
        byName.putIfAbsent(name, certificate.context());
      }
    }
  }

  /** Whether the name does not matter. */
  boolean isSingle() {
    return single;
  }

  /** The certificate for {@code name}: the exact one, one for any first label, or the first. */
  SslContext find(@Nullable String name) {
    if (name == null) {
      return first;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    SslContext exact = byName.get(lower);
    if (exact != null) {
      return exact;
    }
    int dot = lower.indexOf('.');
    return dot < 0 ? first : byName.getOrDefault("*" + lower.substring(dot), first);
  }
}
