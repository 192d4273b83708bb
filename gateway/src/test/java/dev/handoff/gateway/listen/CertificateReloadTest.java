package dev.handoff.gateway.listen;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while the gateway runs. */
final class CertificateReloadTest {
  private static final Duration OFTEN = Duration.ofMillis(50);

  @TempDir Path folder;
  private TestCertificates certificates;
  private CertificateFiles served;
  private GatewayUnderTest gateway;

  @BeforeEach
  void start() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("small.txt"), "small");
    certificates = new TestCertificates(folder);
    served = new CertificateFiles(folder.resolve("served.pem"), folder.resolve("served.key"));
    replace(certificates.files("old", "a.example"));
    gateway = GatewayUnderTest.start(config());
  }

  private GatewayConfig config() {
    return new Setup()
        .open("/", folder.resolve("files"))
        .edge(
            new EdgeConfig(
                List.of(
                    new HttpsListener(
                        List.of(new ListenAddress.Tcp("127.0.0.1", 0)),
                        List.of(served),
                        Optional.empty())),
                new EdgeConfig.Redirect.Off(),
                Optional.empty(),
                List.of(),
                OFTEN))
        .build();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Key and certificate one after the other, as most programs do. */
  private void replace(CertificateFiles by) throws IOException {
    Files.copy(by.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(by.certificate(), served.certificate(), StandardCopyOption.REPLACE_EXISTING);
  }

  private String subject() {
    // A client of its own: a session that is resumed shows no certificate.
    SSLEngine engine = engine(certificates.client(), "a.example", gateway.https().getPort());
    try (RawClient connection = RawClient.connect(gateway.https(), engine)) {
      connection.send("GET /small.txt HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(connection.receive().text()).isEqualTo("small");
      X509Certificate own = (X509Certificate) engine.getSession().getPeerCertificates()[0];
      return own.getSubjectX500Principal().getName();
    } catch (SSLPeerUnverifiedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void newFilesAreTakenAndRunningConnectionsStay() throws IOException {
    SSLEngine engine = engine(certificates.client(), "a.example", gateway.https().getPort());
    try (RawClient running = RawClient.connect(gateway.https(), engine)) {
      replace(certificates.files("new", "a.example"));

      Within.patience("the new certificate", () -> subject().equals("CN=new"));

      running.send("GET /small.txt HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(running.receive().text()).isEqualTo("small");
    }
  }

  @Test
  void aLinkThatIsTurnedIsAChange() throws IOException {
    CertificateFiles one = certificates.files("one", "a.example");
    CertificateFiles two = certificates.files("two", "a.example");
    link(one);
    Within.patience("the first", () -> subject().equals("CN=one"));

    link(two);

    Within.patience("the second", () -> subject().equals("CN=two"));
  }

  private void link(CertificateFiles to) throws IOException {
    for (boolean key : new boolean[] {true, false}) {
      Path link = key ? served.key() : served.certificate();
      Path fresh = folder.resolve("link");
      Files.createSymbolicLink(fresh, key ? to.key() : to.certificate());
      Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void whatCannotBeUsedChangesNothingAndIsTold() throws IOException {
    try (LogLines log = new LogLines()) {
      Files.copy(
          certificates.files("other", "a.example").key(),
          served.key(),
          StandardCopyOption.REPLACE_EXISTING);

      Within.patience(
          "a line in the log",
          () -> !log.with("served.key is not the key of the certificate").isEmpty());
      assertThat(subject()).isEqualTo("CN=old");

      Files.delete(served.certificate());
      Within.patience("another line", () -> !log.with("served.pem does not exist").isEmpty());
      assertThat(subject()).isEqualTo("CN=old");

      replace(certificates.files("new", "a.example"));
      Within.patience("the new certificate", () -> subject().equals("CN=new"));
    }
  }

  @Test
  void aNewConfigurationReadsThemAtOnceOrIsRefused() throws IOException {
    int port = gateway.https().getPort();
    Files.writeString(served.key(), "nonsense");
    assertThatThrownBy(() -> gateway.reload(config()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("served.key holds no private key");
    assertThat(subject()).isEqualTo("CN=old");

    replace(certificates.files("new", "a.example"));
    gateway.reload(config());

    assertThat(subject()).isEqualTo("CN=new");
    assertThat(gateway.https().getPort()).isEqualTo(port);
  }

  @Test
  void nobodyNoticesUnderLoad() throws Exception {
    List<CertificateFiles> pairs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pairs.add(certificates.files("n" + i, "a.example"));
    }
    AtomicBoolean on = new AtomicBoolean(true);
    AtomicInteger served = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (on.get()) {
                    subject();
                    served.incrementAndGet();
                  }
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              }));
    }
    for (int i = 0; i < 12; i++) {
      replace(pairs.get(i % 4));
      if (i % 3 == 0) {
        gateway.reload(config());
      }
      int soFar = served.get();
      Within.patience("more served", () -> served.get() > soFar + 4 || failure.get() != null);
    }
    on.set(false);
    for (Thread thread : clients) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }
}
