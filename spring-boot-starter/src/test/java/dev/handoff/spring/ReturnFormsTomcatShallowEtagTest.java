package dev.handoff.spring;

import dev.handoff.spring.Server.With;

/** The forms of return. */
final class ReturnFormsTomcatShallowEtagTest extends ReturnFormsTable {
  ReturnFormsTomcatShallowEtagTest() {
    super(With.SHALLOW_ETAG);
  }
}
