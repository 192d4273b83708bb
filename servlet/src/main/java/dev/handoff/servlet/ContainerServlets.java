package dev.handoff.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which servlets of an app are the container's own file servlet, or made of it. It looks at the
 * class of what it is given, and sends by itself only what nobody has wrapped.
 */
final class ContainerServlets {
  private static final Pattern FILE_SERVLETS =
      Pattern.compile(
          "org\\.apache\\.catalina\\.servlets\\.(Default|Webdav)Servlet"
              + "|org\\.eclipse\\.jetty\\.ee\\d+\\.servlet\\.(Default|Resource)Servlet"
              + "|io\\.undertow\\.servlet\\.handlers\\.DefaultServlet");

  private final ServletContext app;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  ContainerServlets(ServletContext app) {
    this.app = app;
  }

  static boolean isFileServlet(@Nullable String className) {
    return className != null && FILE_SERVLETS.matcher(className).matches();
  }

  boolean isMadeOfFileServlet(String servletName) {
    return known.computeIfAbsent(servletName, this::look);
  }

  private boolean look(String servletName) {
    @Nullable ServletRegistration registration = app.getServletRegistration(servletName);
    @Nullable String className = registration == null ? null : registration.getClassName();
    if (className == null || isFileServlet(className)) {
      return className != null;
    }
    try {
      @Nullable Class<?> type = Class.forName(className, false, loader());
      while (type != null && !isFileServlet(type.getName())) {
        type = type.getSuperclass();
      }
      return type != null;
    } catch (ClassNotFoundException | LinkageError unknown) {
      Sender.LOG.log(Level.DEBUG, "Taken for a servlet of the app", unknown);
      return false;
    }
  }

  private ClassLoader loader() {
    @Nullable ClassLoader loader = app.getClassLoader();
    return loader == null ? ContainerServlets.class.getClassLoader() : loader;
  }
}
