package dev.handoff.comparison;

import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** A Tomcat that serves a folder below {@code /files/}. */
final class OnTomcat implements Peer.Running {
  // Kept: a logger that nobody holds forgets its level.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();

  private OnTomcat(Path base, String mapping, Servlet servlet, String... parameters)
      throws Exception {
    LOG.setLevel(Level.OFF);
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxConnections", "10000");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", base.toString());
    Wrapper wrapper = Tomcat.addServlet(context, "files", servlet);
    for (int i = 0; i < parameters.length; i += 2) {
      wrapper.addInitParameter(parameters[i], parameters[i + 1]);
    }
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded(mapping, "files");
    // Of those that the web.xml of an installed Tomcat has.
    context.addMimeMapping("bin", "application/octet-stream");
    context.addMimeMapping("pdf", "application/pdf");
    context.addMimeMapping("gz", "application/gzip");
    tomcat.start();
  }

  static OnTomcat handoff(Path root) throws Exception {
    return handoff(root, Handoff.create());
  }

  static OnTomcat handoff(Path root, Handoff handoff) throws Exception {
    return new OnTomcat(root, "/files/*", new Sending(handoff, FileRoot.at(root)));
  }

  static OnTomcat with(Path root, Servlet app) throws Exception {
    return new OnTomcat(root, "/", app);
  }

  static OnTomcat defaultServlet(Path root) throws Exception {
    return new OnTomcat(
        root.getParent(),
        "/",
        new DefaultServlet(),
        "useStrongETags",
        "true",
        "allowPostAsGet",
        "false");
  }

  /** With nothing switched on that would make it read a file to know its tag. */
  static OnTomcat plainDefaultServlet(Path root) throws Exception {
    return new OnTomcat(root.getParent(), "/", new DefaultServlet());
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public int busyThreads() {
    return ((ThreadPoolExecutor) tomcat.getConnector().getProtocolHandler().getExecutor())
        .getActiveCount();
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  /** What an app with our library writes. */
  static final class Sending extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handoff handoff;
    private final transient FileRoot root;

    Sending(Handoff handoff, FileRoot root) {
      this.handoff = handoff;
      this.root = root;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      SendFile file = root.file(request.getPathInfo().substring(1));
      String name = request.getParameter("as");
      boolean inline = request.getParameter("inline") != null;
      handoff.send(
          name == null ? file : inline ? file.inline(name) : file.attachment(name),
          request,
          response);
    }
  }
}
