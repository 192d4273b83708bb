/** Sending files from servlets. */
module dev.handoff.servlet {
  requires transitive dev.handoff.files;
  requires transitive jakarta.servlet;
  requires static org.jspecify;

  exports dev.handoff.servlet;
}
