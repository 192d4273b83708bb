package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The answers in Jetty. */
final class AnswersOnJettyTest extends AnswersTable {
  AnswersOnJettyTest() {
    super(With.JETTY);
  }
}
