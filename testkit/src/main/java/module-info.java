/** Contracts that several implementations of one promise are tested against. */
module dev.handoff.testkit {
  requires static org.jspecify;
  requires transitive dev.handoff.conformance;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.handoff.testkit.conformance;
  exports dev.handoff.testkit.files;

  opens dev.handoff.testkit.conformance to
      org.junit.platform.commons;
  opens dev.handoff.testkit.files to
      org.junit.platform.commons;
}
