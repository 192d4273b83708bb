package dev.handoff.comparison;

import com.sun.net.httpserver.HttpServer;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.servlet.Handoff;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One peer in a process of its own, for the benchmark: {@code Serve KIND FOLDER} serves the folder,
 * whose name must be {@code files}, and prints {@code Ready PORT PORT}. The second port says how
 * many threads are busy ({@code /busy}) and how much of the heap is in use after a collection
 * ({@code /heap}).
 */
final class Serve {
  private Serve() {}

  public static void main(String[] arguments) throws Exception {
    Peer.Running running = start(arguments[0], Path.of(arguments[1]).toRealPath());
    HttpServer facts =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    facts.createContext(
        "/",
        exchange -> {
          byte[] said =
              Long.toString(
                      exchange.getRequestURI().getPath().equals("/busy")
                          ? running.busyThreads()
                          : usedHeap())
                  .getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, said.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(said);
          }
        });
    facts.start();
    System.out.println("Ready " + running.port() + " " + facts.getAddress().getPort());
  }

  private static Peer.Running start(String kind, Path root) throws Exception {
    return switch (kind) {
      case "tomcat-default" -> OnTomcat.plainDefaultServlet(root);
      case "tomcat-none" -> OnTomcat.handoff(root, Handoff.builder().front(Front.none()).build());
      case "tomcat-auto" ->
          OnTomcat.handoff(
              root,
              Handoff.builder()
                  .front(Front.auto(FrontKey.ofBase64("k1", System.getenv("BENCH_FRONT_KEY"))))
                  .build());
      case "spring-resource" -> BootApp.start(root);
      case "spring-upgraded" -> BootApp.start(root, "front", "none", "upgrade", "resource");
      case "spring-auto" ->
          BootApp.start(
              root, "front-keys.k1", System.getenv("BENCH_FRONT_KEY"), "upgrade", "resource");
      case "jetty-none" -> OnJetty.handoff(root);
      case "jetty-default" -> OnJetty.defaultServlet(root);
      default -> throw new IllegalArgumentException("unknown: " + kind);
    };
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
