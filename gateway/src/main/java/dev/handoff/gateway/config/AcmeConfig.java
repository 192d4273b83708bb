package dev.handoff.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One certificate that is obtained and renewed by ACME (RFC 8555).
 *
 * @param directory of the authority, http or https
 * @param email who is told of trouble, by the authority
 * @param hosts names of the certificate, lower case; never empty, the first names its folder
 * @param state folder for the account's key and for certificates
 * @param renewBefore how long before its end a certificate is replaced
 */
public record AcmeConfig(
    URI directory, String email, List<String> hosts, Path state, Duration renewBefore) {
  public static final URI LETS_ENCRYPT =
      URI.create("https://acme-v02.api.letsencrypt.org/directory");

  public AcmeConfig {
    hosts = List.copyOf(hosts);
  }

  /** Where the certificate's chain lies, in PEM; there is always one once the gateway runs. */
  public Path certificate() {
    return folder().resolve("chain.pem");
  }

  /** Where the certificate's key lies, in PEM (PKCS #8). */
  public Path key() {
    return folder().resolve("key.pem");
  }

  /** Where the account's key lies, in PEM; an account belongs to one authority. */
  public Path accountKey() {
    return state.resolve("account-" + directory.getHost() + ".pem");
  }

  private Path folder() {
    return state.resolve(hosts.getFirst());
  }
}
