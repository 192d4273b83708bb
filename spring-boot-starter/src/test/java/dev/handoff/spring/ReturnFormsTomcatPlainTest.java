package dev.handoff.spring;

/** The forms of return. */
final class ReturnFormsTomcatPlainTest extends ReturnFormsTable {
  ReturnFormsTomcatPlainTest() {
    super();
  }
}
