package dev.handoff.cli.explain;

import java.net.URI;
import java.net.http.HttpHeaders;

/** What came back. */
record Answer(int status, HttpHeaders fields, String body) {
  private static final String TRACE = "application/vnd.handoff.trace+json";

  boolean isTrace() {
    return type().equals(TRACE);
  }

  Answer with(String otherBody) {
    return new Answer(status, fields, otherBody);
  }

  private String type() {
    return fields.firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
  }

  /** The reasons look alike from outside: a secret is never told that it is wrong. */
  String whyNoTrace(URI target) {
    String type = type().isEmpty() ? "no Content-Type" : type();
    String server = fields.firstValue("Server").map(name -> ", Server: " + name).orElse("");
    return """
    %s answered %d (%s%s) without a trace. One of these is the reason:
      the secret is not the one in explain.secret of the gateway's configuration
      the token is of another gateway's admin socket
      the gateway runs without `explain:` and without `admin:` (a changed file needs SIGHUP)
      what answers there is not our gateway, or a server before it answered\
    """
        .formatted(target, status, type, server);
  }
}
