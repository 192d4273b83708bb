package dev.handoff.servlet;

import dev.handoff.servlet.wire.Container.Kind;

/** The table of file responses in Tomcat. */
final class FileResponsesOnTomcatTest extends FileResponsesTable {
  FileResponsesOnTomcatTest() {
    super(Kind.TOMCAT);
  }
}
