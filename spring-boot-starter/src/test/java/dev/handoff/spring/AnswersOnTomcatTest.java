package dev.handoff.spring;

/** The answers in Tomcat. */
final class AnswersOnTomcatTest extends AnswersTable {
  AnswersOnTomcatTest() {
    super();
  }
}
