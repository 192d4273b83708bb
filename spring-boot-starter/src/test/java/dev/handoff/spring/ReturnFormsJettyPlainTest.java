package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsJettyPlainTest extends ReturnFormsTable {
  ReturnFormsJettyPlainTest() {
    super(With.JETTY);
  }
}
