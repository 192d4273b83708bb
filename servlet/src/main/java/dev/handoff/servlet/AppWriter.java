package dev.handoff.servlet;

import java.io.PrintWriter;
import java.io.Writer;

/** The container's writer, which gets everything but what a named file takes the place of. */
final class AppWriter extends Writer {
  private final PrintWriter container;
  private final AppResponse response;

  AppWriter(PrintWriter container, AppResponse response) {
    this.container = container;
    this.response = response;
  }

  @Override
  public void write(char[] text, int from, int length) {
    if (response.isHeld()) {
      response.discard(length);
    } else {
      container.write(text, from, length);
    }
  }

  @Override
  public void flush() {
    if (!response.isHeld()) {
      container.flush();
    }
  }

  @Override
  public void close() {
    if (!response.isHeld()) {
      container.close();
    }
  }
}
