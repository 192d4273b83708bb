package dev.handoff.core.structured;

import java.util.function.IntPredicate;

/** The characters of a field value that are still to be read. */
final class Cursor {

  private final String input;
  private int at;

  Cursor(String input) {
    this.input = input;
  }

  boolean atEnd() {
    return at == input.length();
  }

  /** The next character; NUL, which no structured field holds, at the end. */
  char peek() {
    return atEnd() ? '\0' : input.charAt(at);
  }

  char next() throws MalformedField {
    if (atEnd()) {
      throw malformed("the value ends too early");
    }
    return input.charAt(at++);
  }

  /** Takes the next character if it is that one. */
  boolean take(char character) {
    boolean there = !atEnd() && input.charAt(at) == character;
    at += there ? 1 : 0;
    return there;
  }

  void expect(char character) throws MalformedField {
    if (!take(character)) {
      throw malformed("'" + character + "' is expected");
    }
  }

  String takeWhile(IntPredicate wanted) {
    int begin = at;
    while (!atEnd() && wanted.test(input.charAt(at))) {
      at++;
    }
    return input.substring(begin, at);
  }

  void skipSpaces() {
    while (take(' ')) {}
  }

  void skipOws() {
    while (take(' ') || take('\t')) {}
  }

  MalformedField malformed(String reason) {
    return new MalformedField(at, reason);
  }
}
