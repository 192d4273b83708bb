package dev.handoff.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * Addresses that take HTTPS with the same certificates.
 *
 * @param bind at least one
 * @param certificates at least one; the first is for clients that name no host, or an unknown one
 * @param acme the one of the certificates that is obtained and renewed
 */
public record HttpsListener(
    List<ListenAddress> bind, List<CertificateFiles> certificates, Optional<AcmeConfig> acme) {
  public HttpsListener {
    bind = List.copyOf(bind);
    certificates = List.copyOf(certificates);
  }
}
