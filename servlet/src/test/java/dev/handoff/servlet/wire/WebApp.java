package dev.handoff.servlet.wire;

import dev.handoff.servlet.wire.Container.App;
import dev.handoff.servlet.wire.Container.AppServlet;
import dev.handoff.servlet.wire.Container.Kind;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A web app with a web root, the container's own file servlet, servlets and filters in order. */
public final class WebApp {
  private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

  private final Path root;
  private final Map<String, App> servlets = new LinkedHashMap<>();
  private final List<Filtering> filters = new ArrayList<>();
  private boolean fileServletAtFiles;

  private record Filtering(Filter filter, Map<String, String> parameters) {}

  /** A running one. */
  public interface Running extends AutoCloseable {
    int port();

    @Override
    void close() throws Exception;
  }

  public WebApp(Path root) {
    this.root = root;
  }

  public WebApp servlet(String pattern, App app) {
    servlets.put(pattern, app);
    return this;
  }

  public WebApp filter(Filter filter) {
    return filter(filter, Map.of());
  }

  public WebApp filter(Filter filter, Map<String, String> parameters) {
    filters.add(new Filtering(filter, parameters));
    return this;
  }

  /** The container's file servlet once more, as {@code /files/*}. */
  public WebApp fileServletAtFiles() {
    fileServletAtFiles = true;
    return this;
  }

  public Running start(Kind kind) throws Exception {
    return kind == Kind.TOMCAT ? new OnTomcat(this) : new OnJetty(this);
  }

  /** Tomcat. */
  private static final class OnTomcat implements Running {
    private final Tomcat tomcat = new Tomcat();

    OnTomcat(WebApp app) throws Exception {
      java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.OFF);
      Path base = Files.createTempDirectory("tomcat");
      base.toFile().deleteOnExit();
      tomcat.setBaseDir(base.toString());
      Connector connector = new Connector();
      connector.setPort(0);
      connector.setProperty("address", "127.0.0.1");
      tomcat.setConnector(connector);
      Context context = tomcat.addContext("", app.root.toString());
      String files = org.apache.catalina.servlets.DefaultServlet.class.getName();
      Tomcat.addServlet(context, "default", files).setAsyncSupported(true);
      context.addServletMappingDecoded("/", "default");
      context.addWelcomeFile("index.html");
      if (app.fileServletAtFiles) {
        Tomcat.addServlet(context, "more files", files).setAsyncSupported(true);
        context.addServletMappingDecoded("/files/*", "more files");
      }
      app.servlets.forEach((pattern, servlet) -> {
        Tomcat.addServlet(context, pattern, new AppServlet(servlet)).setAsyncSupported(true);
        context.addServletMappingDecoded(pattern, pattern);
      });
      ErrorPage page = new ErrorPage();
      page.setErrorCode(403);
      page.setLocation("/forbidden.html");
      context.addErrorPage(page);
      for (int i = 0; i < app.filters.size(); i++) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("filter" + i);
        filter.setFilter(app.filters.get(i).filter());
        filter.setFilterClass(app.filters.get(i).filter().getClass().getName());
        app.filters.get(i).parameters().forEach(filter::addInitParameter);
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap map = new FilterMap();
        map.setFilterName(filter.getFilterName());
        map.addURLPattern("/*");
        ALL.forEach(type -> map.setDispatcher(type.name()));
        context.addFilterMap(map);
      }
      tomcat.start();
      if (context.getState() != LifecycleState.STARTED) {
        close();
        throw new IllegalStateException("the app did not start");
      }
    }

    @Override
    public int port() {
      return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  /** Jetty. */
  private static final class OnJetty implements Running {
    private final Server server = new Server();
    private final ServerConnector connector;

    OnJetty(WebApp app) throws Exception {
      connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory());
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
      context.setBaseResourceAsPath(app.root);
      context.setProtectedTargets(new String[] {"/WEB-INF", "/META-INF"});
      context.setWelcomeFiles(new String[] {"index.html"});
      ServletHolder files =
          new ServletHolder("default", org.eclipse.jetty.ee11.servlet.DefaultServlet.class);
      files.setAsyncSupported(true);
      files.setInitParameter("dirAllowed", "false");
      context.addServlet(files, "/");
      if (app.fileServletAtFiles) {
        ServletHolder more =
            new ServletHolder("more files", org.eclipse.jetty.ee11.servlet.ResourceServlet.class);
        more.setAsyncSupported(true);
        context.addServlet(more, "/files/*");
      }
      app.servlets.forEach((pattern, servlet) -> {
        ServletHolder holder = new ServletHolder(new AppServlet(servlet));
        holder.setAsyncSupported(true);
        context.addServlet(holder, pattern);
      });
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      errors.addErrorPage(403, "/forbidden.html");
      context.setErrorHandler(errors);
      for (Filtering filtering : app.filters) {
        FilterHolder filter = new FilterHolder(filtering.filter());
        filtering.parameters().forEach(filter::setInitParameter);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", ALL);
      }
      server.setHandler(context);
      server.start();
    }

    @Override
    public int port() {
      return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
      server.stop();
    }
  }
}
