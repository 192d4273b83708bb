package dev.handoff.cli.exit;

/** How the program ends; the same for every command. */
public final class ExitCode {
  public static final int FINE = 0;

  /** Something was found, or refused. */
  public static final int FINDINGS = 1;

  /** The command line or the configuration cannot be used. */
  public static final int USAGE = 2;

  /** Nobody answered. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
