package dev.handoff.servlet.wire;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A real servlet container on a port of its own. */
public interface Container extends AutoCloseable {
  int port();

  /** Threads that serve requests at this moment. */
  int busyThreads();

  @Override
  void close() throws Exception;

  /** What an app does with a request. */
  interface App {
    void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  /** A filter before the app. */
  record Before(Filter filter, boolean async) {}

  /** What a container runs. */
  record Setup(App app, boolean async, List<Before> filters, int idleMillis) {
    public static Setup of(App app) {
      return new Setup(app, true, List.of(), 60_000);
    }

    public Setup withoutAsync() {
      return new Setup(app, false, filters, idleMillis);
    }

    public Setup behind(Filter filter, boolean isAsync) {
      return new Setup(app, async, List.of(new Before(filter, isAsync)), idleMillis);
    }
  }

  /** The kinds there are. */
  enum Kind {
    TOMCAT,
    JETTY;

    public Container start(Setup setup) throws Exception {
      return this == TOMCAT ? new OnTomcat(setup) : new OnJetty(setup);
    }

    public Container start(App app) throws Exception {
      return start(Setup.of(app));
    }
  }

  /** The app as a servlet. */
  final class AppServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient App app;

    AppServlet(App app) {
      this.app = app;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      app.service(request, response);
    }
  }

  /** Tomcat. */
  final class OnTomcat implements Container {
    private final Tomcat tomcat = new Tomcat();

    OnTomcat(Setup setup) throws Exception {
      java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.OFF);
      Path base = java.nio.file.Files.createTempDirectory("tomcat");
      base.toFile().deleteOnExit();
      tomcat.setBaseDir(base.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("address", "127.0.0.1");
      connector.setProperty("maxThreads", "40");
      connector.setProperty("maxConnections", "2000");
      connector.setProperty("connectionTimeout", Integer.toString(setup.idleMillis()));
      tomcat.setConnector(connector);
      Context context = tomcat.addContext("", base.toString());
      var wrapper = Tomcat.addServlet(context, "app", new AppServlet(setup.app()));
      wrapper.setAsyncSupported(setup.async());
      context.addServletMappingDecoded("/*", "app");
      for (Before before : setup.filters()) {
        FilterDef filter = new FilterDef();
        filter.setFilterName(before.filter().getClass().getName());
        filter.setFilter(before.filter());
        filter.setAsyncSupported(Boolean.toString(before.async()));
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName(filter.getFilterName());
        map.addURLPattern("/*");
        context.addFilterMap(map);
      }
      tomcat.start();
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public int busyThreads() {
      var executor =
          (org.apache.tomcat.util.threads.ThreadPoolExecutor)
              tomcat.getConnector().getProtocolHandler().getExecutor();
      return executor.getActiveCount();
    }

    @Override
    public void close() throws Exception {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  /** Jetty. */
  final class OnJetty implements Container {
    private final Server server;
    private final ServerConnector connector;
    private final QueuedThreadPool threads = new QueuedThreadPool(40);

    OnJetty(Setup setup) throws Exception {
      server = new Server(threads);
      connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory());
      connector.setHost("127.0.0.1");
      connector.setIdleTimeout(setup.idleMillis());
      server.addConnector(connector);
      ServletContextHandler context = new ServletContextHandler();
      ServletHolder holder = new ServletHolder(new AppServlet(setup.app()));
      holder.setAsyncSupported(setup.async());
      context.addServlet(holder, "/*");
      for (Before before : setup.filters()) {
        FilterHolder filter = new FilterHolder(before.filter());
        filter.setAsyncSupported(before.async());
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
      }
      server.setHandler(context);
      server.start();
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
}
