package dev.handoff.gateway.config.certificates;

import java.nio.file.Path;

/** A certificate or key that no listener can use: why, and what to do. */
public final class UnusableCertificateException extends Exception {
  private static final long serialVersionUID = 1;

  private final String why;
  private final String fix;
  private final boolean inKey;

  /**
   * @param file what is named at the beginning of the message
   * @param inKey the key's file is meant, not the certificate's
   * @param why continues the file's name
   */
  UnusableCertificateException(Path file, boolean inKey, String why, String fix) {
    super(file + " " + why + " " + fix);
    this.inKey = inKey;
    this.why = file + " " + why;
    this.fix = fix;
  }

  /** Whole sentences that begin with the file's name. */
  public String why() {
    return why;
  }

  public String fix() {
    return fix;
  }

  /** Whether the key's file is to blame, not the certificate's. */
  public boolean isInKey() {
    return inKey;
  }
}
