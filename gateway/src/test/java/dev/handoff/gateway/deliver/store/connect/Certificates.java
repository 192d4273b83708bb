package dev.handoff.gateway.deliver.store.connect;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** An authority of the test's own and certificates from it. */
final class Certificates {
  private final X509Bundle authority;

  Certificates(String name) {
    authority =
        built(() ->
            new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
  }

  private interface Building {
    X509Bundle build() throws Exception;
  }

  private static X509Bundle built(Building building) {
    try {
      return building.build();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the authority's certificate as a PEM file. */
  Path pem(Path folder) {
    try {
      return Files.writeString(
          Files.createTempFile(folder, "ca", ".pem"), authority.getCertificatePEM());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server with a certificate for these names or addresses needs. */
  SSLContext server(String... hosts) {
    return server(builder -> builder, hosts);
  }

  SSLContext expired(String... hosts) {
    Instant now = Instant.now();
    return server(
        builder ->
            builder
                .notBefore(now.minus(Duration.ofDays(20)))
                .notAfter(now.minus(Duration.ofDays(10))),
        hosts);
  }

  SSLContext notYetValid(String... hosts) {
    Instant now = Instant.now();
    return server(
        builder ->
            builder
                .notBefore(now.plus(Duration.ofDays(10)))
                .notAfter(now.plus(Duration.ofDays(20))),
        hosts);
  }

  private SSLContext server(UnaryOperator<CertificateBuilder> change, String... hosts) {
    CertificateBuilder builder =
        change.apply(new CertificateBuilder().ecp256().subject("CN=a store"));
    for (String host : hosts) {
      if (host.matches("[0-9.]+|.*:.*")) {
        builder.addSanIpAddress(InetAddress.ofLiteral(host));
      } else {
        builder.addSanDnsName(host);
      }
    }
    X509Bundle bundle = built(() -> builder.buildIssuedBy(authority));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
