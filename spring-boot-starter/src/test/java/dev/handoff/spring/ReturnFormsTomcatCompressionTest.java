package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsTomcatCompressionTest extends ReturnFormsTable {
  ReturnFormsTomcatCompressionTest() {
    super(With.COMPRESSION);
  }
}
