/**
 * Tests of file downloads: assertions, a fake front and a fake store; and contracts that several
 * implementations of one promise are tested against.
 */
module dev.handoff.testkit {
  requires static jakarta.servlet;
  requires static org.jspecify;
  requires static spring.core;
  requires static spring.test;
  requires static spring.web;
  requires transitive dev.handoff.conformance;
  requires transitive dev.handoff.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.handoff.testkit.conformance;
  exports dev.handoff.testkit.delivery;
  exports dev.handoff.testkit.exchange;
  exports dev.handoff.testkit.files;
  exports dev.handoff.testkit.front;
  exports dev.handoff.testkit.mockmvc;
  exports dev.handoff.testkit.store;

  opens dev.handoff.testkit.conformance to
      org.junit.platform.commons;
  opens dev.handoff.testkit.files to
      org.junit.platform.commons;
}
