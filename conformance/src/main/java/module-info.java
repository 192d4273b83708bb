/** What a correct answer with a file is, asked of any server. */
module dev.handoff.conformance {
  requires static org.jspecify;

  exports dev.handoff.conformance;
}
