package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsTomcatAllTest extends ReturnFormsTable {
  ReturnFormsTomcatAllTest() {
    super(With.SECURITY, With.SHALLOW_ETAG, With.COMPRESSION, With.VIRTUAL_THREADS);
  }
}
