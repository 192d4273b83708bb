package dev.handoff.cli.gateway;

import sun.misc.Signal;

/**
 * From the operating system's signals to requests. Handled by name, because the JVM's own way ends
 * with 143 after SIGTERM and takes SIGHUP for a stop.
 */
final class Signals {
  private Signals() {}

  static void tell(GatewayProcess process) {
    on("TERM", process::stop);
    on("INT", process::stop);
    on("HUP", process::reload);
  }

  private static void on(String name, Runnable request) {
    Signal.handle(new Signal(name), _ -> request.run());
  }
}
