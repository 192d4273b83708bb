package dev.handoff.gateway;

import dev.handoff.gateway.admin.AdminSocket;
import dev.handoff.gateway.admin.Operations;
import dev.handoff.gateway.admin.Program;
import dev.handoff.gateway.admin.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin socket of one gateway, if it has one, and what it may do to it. Thread-safe. */
final class Administration implements Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Administration.class);

  private final Gateway gateway;
  private final Program program;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private @Nullable AdminSocket socket;

  Administration(Gateway gateway, Program program) {
    this.gateway = gateway;
    this.program = program;
  }

  /** Listens there from now on; a socket that stays where it is goes on being used. */
  synchronized void change(Optional<Path> wanted) throws IOException {
    AdminSocket before = socket;
    Optional<Path> now = Optional.ofNullable(before).map(AdminSocket::path);
    if (wanted.equals(now)) {
      return;
    }
    socket = wanted.isPresent() ? AdminSocket.open(wanted.get(), this) : null;
    if (before != null) {
      before.close();
    }
  }

  /** After a reload that failed: listens where it did before. */
  synchronized void changeBack(Optional<Path> before) {
    try {
      change(before);
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  synchronized void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Override
  public Status status() {
    return new Status(
        started,
        Duration.ofNanos(System.nanoTime() - startedNanos),
        program.configuration(),
        gateway.urls(),
        gateway.connections(),
        gateway.decisions().counts());
  }

  @Override
  public int revoke(Revocation which) {
    int count =
        switch (which) {
          case Revocation.Key(String key) -> gateway.decisions().revoke(key);
          case Revocation.Prefix(String prefix) -> gateway.decisions().revokePrefix(prefix);
        };
    LOG.info("admin: {} decisions revoked", count);
    return count;
  }

  @Override
  public String explainToken() {
    return gateway.tokens().issue();
  }

  @Override
  public void reopenLogs() {
    gateway.reopenLogs();
    LOG.info("admin: logs reopened");
  }

  @Override
  public Program.Reload reload() throws InterruptedException {
    return program.reload();
  }
}
