package dev.handoff.gateway.observe.metrics;

import dev.handoff.gateway.http1.RequestHead;

/** What a request came by. */
enum Protocol {
  HTTP_1_0("HTTP/1.0"),
  HTTP_1_1("HTTP/1.1"),
  HTTP_2("HTTP/2.0");

  private final String label;

  Protocol(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static Protocol of(RequestHead head) {
    String version = head.version();
    if (version.equals(HTTP_1_1.label)) {
      return HTTP_1_1;
    }
    return version.equals(HTTP_1_0.label) ? HTTP_1_0 : HTTP_2;
  }
}
