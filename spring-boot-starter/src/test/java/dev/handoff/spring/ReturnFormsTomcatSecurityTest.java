package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsTomcatSecurityTest extends ReturnFormsTable {
  ReturnFormsTomcatSecurityTest() {
    super(With.SECURITY);
  }
}
