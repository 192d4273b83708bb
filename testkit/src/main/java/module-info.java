/**
 * Tests of file downloads: assertions, a fake front and a fake store; and contracts that several
 * implementations of one promise are tested against.
 */
module dev.handoff.testkit {
  requires static org.jspecify;
  requires transitive dev.handoff.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.handoff.testkit.delivery;
  exports dev.handoff.testkit.exchange;
  exports dev.handoff.testkit.files;

  opens dev.handoff.testkit.files to
      org.junit.platform.commons;
}
