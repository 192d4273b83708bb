package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsJettyAllTest extends ReturnFormsTable {
  ReturnFormsJettyAllTest() {
    super(With.JETTY, With.SECURITY, With.SHALLOW_ETAG, With.COMPRESSION, With.VIRTUAL_THREADS);
  }
}
