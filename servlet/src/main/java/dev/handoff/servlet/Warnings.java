package dev.handoff.servlet;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says each thing once. */
final class Warnings {
  private static final int MOST = 100;

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  void once(String message) {
    if (said.size() < MOST && said.add(message)) {
      Sender.LOG.log(Level.WARNING, message);
    }
  }
}
