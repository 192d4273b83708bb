package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.gateway.config.CertificateFiles;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own, server certificates from it as PEM files, and its clients. */
public final class TestCertificates {
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  private final X509Bundle authority;
  private final Path folder;

  private interface Building {
    X509Bundle build() throws Exception;
  }

  /**
   * @param folder where files go
   */
  public TestCertificates(Path folder) {
    this.folder = folder;
    this.authority =
        built(() ->
            new CertificateBuilder()
                .ecp256()
                .subject("CN=authority of a test")
                .setIsCertificateAuthority(true)
                .notAfter(Instant.now().plus(Duration.ofDays(365)))
                .buildSelfSigned());
  }

  private static X509Bundle built(Building building) {
    try {
      return building.build();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A certificate for these names and addresses, written to {@code name.pem} and {@code name.key}.
   */
  public CertificateFiles files(String name, String... hosts) {
    return files(name, CertificateBuilder::ecp256, hosts);
  }

  /** One that ended ten days ago. */
  public CertificateFiles expired(String name, String... hosts) {
    Instant now = Instant.now();
    return files(
        name,
        builder ->
            builder
                .ecp256()
                .notBefore(now.minus(Duration.ofDays(20)))
                .notAfter(now.minus(Duration.ofDays(10))),
        hosts);
  }

  /**
   * @param change chooses at least the kind of key
   */
  public CertificateFiles files(
      String name, UnaryOperator<CertificateBuilder> change, String... hosts) {
    CertificateBuilder builder =
        change.apply(
            new CertificateBuilder()
                .subject("CN=" + name)
                .notAfter(Instant.now().plus(Duration.ofDays(90))));
    if (hosts.length > 0) {
      builder.addExtensionOctetString(ALTERNATIVE_NAMES, false, alternatives(hosts));
    }
    X509Bundle bundle = built(() -> builder.buildIssuedBy(authority));
    CertificateFiles files =
        new CertificateFiles(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    write(files.certificate(), bundle.getCertificatePathPEM());
    write(files.key(), bundle.getPrivateKeyPEM());
    return files;
  }

  /** By hand (RFC 5280 §4.2.1.6), because the builder takes no names with a star. */
  private static byte[] alternatives(String... hosts) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String host : hosts) {
      boolean address = host.matches("[0-9.]+|.*:.*");
      byte[] octets = address ? InetAddress.ofLiteral(host).getAddress() : host.getBytes(US_ASCII);
      names.write(address ? 0x87 : 0x82);
      names.write(octets.length);
      names.writeBytes(octets);
    }
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    sequence.write(0x30);
    sequence.write(0x82);
    sequence.write(names.size() >> 8);
    sequence.write(names.size());
    sequence.writeBytes(names.toByteArray());
    return sequence.toByteArray();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority's own certificate as a file, for {@code curl --cacert}. */
  public Path authorityFile() {
    Path file = folder.resolve("authority.pem");
    write(file, authority.getCertificatePEM());
    return file;
  }

  /**
   * A client's side of one connection.
   *
   * @param host said by SNI and checked; empty: neither
   * @param protocols such as {@code TLSv1.3}; none: what the JDK likes
   */
  public static SSLEngine engine(SSLContext client, String host, int port, String... protocols) {
    SSLEngine engine =
        host.isEmpty() ? client.createSSLEngine() : client.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (!host.isEmpty()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** What a client needs that trusts this authority and no other. */
  public SSLContext client() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("authority", authority.getCertificate());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
