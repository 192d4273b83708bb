package dev.handoff.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The container's stream, which gets everything but what a named file takes the place of. */
final class AppOutput extends ServletOutputStream {
  private final ServletOutputStream container;
  private final AppResponse response;

  AppOutput(ServletOutputStream container, AppResponse response) {
    this.container = container;
    this.response = response;
  }

  @Override
  public void write(int octet) throws IOException {
    if (response.isHeld()) {
      response.discard(1);
    } else {
      container.write(octet);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (response.isHeld()) {
      response.discard(length);
    } else {
      container.write(bytes, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (!response.isHeld()) {
      container.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (!response.isHeld()) {
      container.close();
    }
  }

  @Override
  public boolean isReady() {
    return container.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    container.setWriteListener(listener);
  }
}
