package dev.handoff.examples.sendfile;

import dev.handoff.core.links.Links;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.LinkFilter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AccessLogValve;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Starts the app in a Tomcat of its own, on the loopback address. */
public final class SendFileApp {
  private SendFileApp() {}

  public static void main(String[] args) throws IOException, LifecycleException {
    Settings settings = Settings.of(System.getenv());
    Samples.fill(settings.files());
    Links links = Links.of(List.of(settings.linkKey()));
    FileRoot root = FileRoot.at(settings.files());
    Handoff handoff =
        Handoff.builder()
            .front(settings.front())
            .map(settings.map())
            .roots(List.of(root)) // nothing else is sent, whatever the code says
            .build();

    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(settings.data().resolve("tomcat").toString());
    tomcat.setConnector(onLoopback(settings.port()));
    Context app = tomcat.addContext("", null);
    app.getPipeline().addValve(accessLog(settings.data()));
    app.getPipeline().addValve(shortErrors());
    serve(app, "", new Page(links));
    serve(app, "/step/*", new Steps(handoff, root));
    serve(app, "/shared/*", new Shared(handoff, root));
    onlyWithLink(app, "/shared/*", new LinkFilter(links));
    serve(app, "/members/*", new Members(handoff, root));
    tomcat.start();
    System.out.println("Tomcat on port " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static void serve(Context app, String path, HttpServlet servlet) {
    String name = servlet.getClass().getSimpleName();
    // Without async a download occupies a thread for as long as it takes.
    Wrapper wrapper = Tomcat.addServlet(app, name, servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping(path);
  }

  private static void onlyWithLink(Context app, String path, LinkFilter links) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("links");
    filter.setFilter(links);
    filter.setAsyncSupported("true");
    app.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("links");
    map.addURLPattern(path);
    app.addFilterMap(map);
  }

  private static Connector onLoopback(int port) {
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    return connector;
  }

  /** Status and bytes of each answer: who delivered shows here. */
  private static AccessLogValve accessLog(Path folder) {
    AccessLogValve log = new AccessLogValve();
    log.setDirectory(folder.toString());
    log.setPrefix("access");
    log.setSuffix(".log");
    log.setRotatable(false);
    log.setBuffered(false);
    log.setPattern("%m %U %s %B");
    return log;
  }

  /** No stack trace and no version in what a client sees. */
  private static ErrorReportValve shortErrors() {
    ErrorReportValve errors = new ErrorReportValve();
    errors.setShowReport(false);
    errors.setShowServerInfo(false);
    return errors;
  }
}
