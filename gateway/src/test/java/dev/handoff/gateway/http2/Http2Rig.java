package dev.handoff.gateway.http2;

import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a public folder, an app and its files, and clients of it that speak HTTP/2. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Http2Rig {
  static final int LARGE = 3_000_000;

  private ScriptedApp app;
  private GatewayUnderTest gateway;
  private Path folder;

  @BeforeAll
  final void start(@TempDir Path fresh) throws IOException {
    folder = fresh;
    app = ScriptedApp.tcp();
    file("a.txt", "content of a".getBytes());
    file("large.bin", octets());
    file("files/b.txt", "content of b".getBytes());
    gateway = start(setup -> setup);
  }

  /** Another gateway before the same app and files. */
  final GatewayUnderTest start(UnaryOperator<Setup> change) {
    return GatewayUnderTest.start(
        change.apply(
            new Setup()
                .app(app, "/app/", "/_files/")
                .internal("/_files/", folder.resolve("files"))
                .open("/", folder)));
  }

  final void file(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
  }

  /** Content of {@code /large.bin}. */
  static byte[] octets() {
    byte[] octets = new byte[LARGE];
    new Random(6).nextBytes(octets);
    return octets;
  }

  @AfterAll
  final void stop() {
    gateway.close();
    app.close();
  }

  final ScriptedApp app() {
    return app;
  }

  final GatewayUnderTest gateway() {
    return gateway;
  }

  final Path folder() {
    return folder;
  }

  final Http2Client connect() {
    return Http2Client.connect(gateway.address());
  }
}
