package dev.handoff.gateway.admin;

import java.util.List;
import java.util.Optional;

/** The program around the gateway, as far as an operator speaks to it through the gateway. */
public interface Program {
  /** One that only runs a gateway, as a test does. */
  Program NONE =
      new Program() {
        @Override
        public Optional<String> configuration() {
          return Optional.empty();
        }

        @Override
        public Reload reload() {
          return new Reload(false, List.of("There is no file to read again."));
        }
      };

  /** The file that was read, as an operator would name it. */
  Optional<String> configuration();

  /** Reads that file again and waits until it is in force or refused. */
  Reload reload() throws InterruptedException;

  /**
   * What came of it.
   *
   * @param lines what changed, or why nothing did
   */
  record Reload(boolean applied, List<String> lines) {
    public Reload {
      lines = List.copyOf(lines);
    }
  }
}
