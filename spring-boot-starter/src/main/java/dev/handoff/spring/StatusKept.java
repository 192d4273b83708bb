package dev.handoff.spring;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A response whose success has another status, the app's. */
final class StatusKept extends HttpServletResponseWrapper {
  private final int status;

  StatusKept(HttpServletResponse response, int status) {
    super(response);
    this.status = status;
  }

  @Override
  public void setStatus(int wanted) {
    super.setStatus(wanted == HttpServletResponse.SC_OK ? status : wanted);
  }
}
