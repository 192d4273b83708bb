package dev.handoff.gateway.config;

import java.util.List;

/**
 * Addresses that take HTTPS with the same certificates.
 *
 * @param bind at least one
 * @param certificates at least one; the first is for clients that name no host, or an unknown one
 */
public record HttpsListener(List<ListenAddress> bind, List<CertificateFiles> certificates) {
  public HttpsListener {
    bind = List.copyOf(bind);
    certificates = List.copyOf(certificates);
  }
}
