package dev.handoff.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/** Who is compared. */
enum Peer {
  HANDOFF(
      "Handoff", "`Handoff.send(root.file(name).attachment(name), request, response)` on Tomcat"),
  SPRING(
      "Spring MVC",
      "a controller that returns `ResponseEntity<Resource>` with ETag, date and `ContentDisposition`, on Tomcat"),
  TOMCAT("Tomcat", "its default servlet, with `useStrongETags`, without `allowPostAsGet`"),
  JETTY("Jetty", "its default servlet, with `etags`");

  final String title;
  final String how;

  Peer(String title, String how) {
    this.title = title;
    this.how = how;
  }

  /** A peer that runs. */
  interface Running extends AutoCloseable {
    int port();

    /** Threads that serve requests at this moment. */
    int busyThreads();

    @Override
    void close() throws Exception;
  }

  /** Serves that folder below {@code /files/}, and where it can under other names. */
  Running start(Path root) throws Exception {
    return switch (this) {
      case HANDOFF -> OnTomcat.handoff(root);
      case SPRING -> SpringApp.start(root);
      case TOMCAT -> OnTomcat.defaultServlet(root);
      case JETTY -> OnJetty.defaultServlet(root);
    };
  }

  /** Whether an app may say under which name the file is saved. */
  boolean namesFiles() {
    return this == HANDOFF || this == SPRING;
  }

  String version() {
    Properties versions = new Properties();
    try (var in = Peer.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String tomcat = "Tomcat " + versions.getProperty("tomcat");
    return switch (this) {
      case HANDOFF -> "this version, " + tomcat;
      case SPRING -> "Spring " + versions.getProperty("spring") + ", " + tomcat;
      case TOMCAT -> tomcat;
      case JETTY -> "Jetty " + versions.getProperty("jetty");
    };
  }
}
