package dev.handoff.servlet;

import dev.handoff.servlet.wire.Container.Kind;

/** The table of file responses in Jetty. */
final class FileResponsesOnJettyTest extends FileResponsesTable {
  FileResponsesOnJettyTest() {
    super(Kind.JETTY);
  }
}
