package dev.handoff.gateway.admin;

/** What can be asked for. Called on threads that may block. */
public interface Operations {
  /** How the gateway is. */
  Status status();

  /**
   * Withdraws decisions that may be reused.
   *
   * @return how many there were
   */
  int revoke(Revocation which);

  /** What lets one request be explained, once and soon. */
  String explainToken();

  /** Opens log files anew. */
  void reopenLogs();

  /** Reads the configuration again. */
  Program.Reload reload() throws InterruptedException;

  /** Which decisions. */
  sealed interface Revocation {
    /** Those with exactly this key. */
    record Key(String key) implements Revocation {}

    /** Those whose key begins so. */
    record Prefix(String prefix) implements Revocation {}
  }
}
