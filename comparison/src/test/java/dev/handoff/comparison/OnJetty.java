package dev.handoff.comparison;

import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.DefaultServlet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty that serves a folder below {@code /files/}. */
final class OnJetty implements Peer.Running {
  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final Server server = new Server(threads);
  private final ServerConnector connector;

  private OnJetty(Path base, String mapping, ServletHolder holder) throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(base);
    holder.setAsyncSupported(true);
    context.addServlet(holder, mapping);
    server.setHandler(context);
    server.start();
  }

  static OnJetty handoff(Path root) throws Exception {
    return new OnJetty(
        root,
        "/files/*",
        new ServletHolder(new OnTomcat.Sending(Handoff.create(), FileRoot.at(root))));
  }

  static OnJetty defaultServlet(Path root) throws Exception {
    ServletHolder holder = new ServletHolder(new DefaultServlet());
    holder.setInitParameter("etags", "true");
    holder.setInitParameter("dirAllowed", "false");
    return new OnJetty(root.getParent(), "/", holder);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public int busyThreads() {
    return threads.getUtilizedThreads();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
