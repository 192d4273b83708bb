package dev.handoff.servlet;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.files.FileRoot;
import dev.handoff.files.LocalFiles;
import dev.handoff.files.SymlinkPolicy;
import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Files of the web root that the container's own file servlet would answer. Whatever is not beyond
 * doubt (a folder, a welcome file, a link, a name spelled in more than one way) is left to the
 * container, which has its own rules for it.
 */
final class DefaultServletFiles {
  private final FilterSettings settings;
  private final ServletContext app;
  private final FileRoot root;
  private final String servlet;

  private DefaultServletFiles(
      FilterSettings settings, ServletContext app, FileRoot root, String servlet) {
    this.settings = settings;
    this.app = app;
    this.root = root;
    this.servlet = servlet;
  }

  /**
   * For one app.
   *
   * @throws IllegalStateException if there is no web root on disk, or no such servlet; the message
   *     says what to do
   */
  static Optional<DefaultServletFiles> of(FilterSettings settings, ServletContext app) {
    if (settings.defaultServlet() == DefaultServlet.CONTAINER) {
      return Optional.empty();
    }
    boolean told = !settings.defaultServletName().isBlank();
    String name = told ? settings.defaultServletName() : "default";
    ServletRegistration registration = app.getServletRegistration(name);
    if (registration == null) {
      throw new IllegalStateException(
          "defaultServlet: this app has no servlet called \""
              + name
              + "\"; set defaultServletName to what the container's file servlet is called here, or"
              + " leave defaultServlet off");
    }
    if (!told && !ContainerServlets.isFileServlet(registration.getClassName())) {
      throw new IllegalStateException(
          "defaultServlet: the servlet \""
              + name
              + "\" is a "
              + registration.getClassName()
              + ", which may have rules of its own; if it only serves the files of the web root, say"
              + " so by defaultServletName="
              + name);
    }
    String folder = app.getRealPath("/");
    if (folder == null) {
      throw new IllegalStateException(
          "defaultServlet: the web root is no folder on a disk; unpack the WAR, or leave"
              + " defaultServlet off");
    }
    FileRoot root = FileRoot.at(Path.of(folder).normalize()).symlinks(SymlinkPolicy.NEVER);
    return Optional.of(new DefaultServletFiles(settings, app, root, name));
  }

  /** Answers, or returns empty with nothing touched. */
  Optional<CompletionStage<Outcome>> answer(
      HttpServletRequest request, HttpServletResponse response) {
    String method = request.getMethod();
    if (!(method.equals("GET") || method.equals("HEAD"))
        || response.isCommitted()
        || response.getStatus() != 200
        || !request.getServletContext().equals(app)) {
      return Optional.empty();
    }
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping.getMappingMatch() != MappingMatch.DEFAULT
        || !mapping.getServletName().equals(servlet)
        || isWelcomeFile(request)) {
      return Optional.empty();
    }
    return name(request).flatMap(name -> send(name, request, response));
  }

  /** Where the container's servlet itself forwarded: a container may find welcome files so. */
  private static boolean isWelcomeFile(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.FORWARD
        && request.getAttribute(RequestDispatcher.FORWARD_MAPPING)
            instanceof HttpServletMapping before
        && before.getMappingMatch() == MappingMatch.DEFAULT;
  }

  private Optional<CompletionStage<Outcome>> send(
      String name, HttpServletRequest request, HttpServletResponse response) {
    SendFile bare = root.file(name);
    String known = app.getMimeType(name.substring(name.lastIndexOf('/') + 1));
    SendFile file = known == null ? bare : bare.contentType(known);
    SentFields usual = SentFields.of(file);
    boolean page = AppFields.isActive(usual);
    Fronts fronts = settings.sending().fronts;
    // The gateway shows pages that an app hands to it in a sandbox; these are the site itself.
    boolean front = fronts.mayDeliver(request) && !(page && fronts.mayBeGateway());
    boolean bytes = settings.defaultServlet() == DefaultServlet.ALWAYS;
    if (!front && !bytes) {
      return Optional.empty();
    }
    // What the container would say besides: nothing.
    SentFields fields = new SentFields(usual.contentType(), usual.asked(), List.of());
    FileRequest asked = FileRequest.of(request.getMethod(), RequestFields.of(request));
    return settings
        .sending()
        .attempt(
            new Delivery(file, fields, LocalFiles.anywhere(), asked, front),
            request,
            response,
            bytes);
  }

  /** The name below the web root, if there is only one way to read it. */
  private Optional<String> name(HttpServletRequest request) {
    String path = request.getServletPath();
    if (request.getPathInfo() != null || path.length() < 2 || !path.startsWith("/")) {
      return Optional.empty();
    }
    String name = path.substring(1);
    if (!path.equals(written(request).orElse("")) || !isOrdinary(name)) {
      return Optional.empty();
    }
    try {
      Path file = root.path().resolve(name);
      String container = app.getRealPath(path);
      // The container may have other folders over the web root, or another idea of the name.
      if (container == null || !Path.of(container).normalize().equals(file)) {
        return Optional.empty();
      }
      // Where a disk knows one file by several spellings, only the true one is meant: else
      // index.JSP
      // would be a file where index.jsp is a program. Links are left out too.
      Path real = file.toRealPath();
      return real.toString().equals(root.path().toRealPath().resolve(name).toString())
          ? Optional.of(name)
          : Optional.empty();
    } catch (IOException | InvalidPathException notThere) {
      Sender.LOG.log(Level.TRACE, "Left to the container", notThere);
      return Optional.empty();
    }
  }

  /** The path below the app as the client wrote it, decoded once. */
  private static Optional<String> written(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    if (!uri.startsWith(context)) {
      return Optional.empty();
    }
    Octets raw = Octets.utf8(uri.substring(context.length()));
    OptionalInt malformed = PercentEncoding.firstMalformed(raw);
    if (malformed.isPresent()) {
      return Optional.empty();
    }
    Octets decoded = PercentEncoding.decode(raw);
    return decoded.isUtf8() ? Optional.of(decoded.toUtf8Text()) : Optional.empty();
  }

  /** No folder, nothing that only looks like another name, and nothing the container protects. */
  private static boolean isOrdinary(String name) {
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty()
          || segment.equalsIgnoreCase("WEB-INF")
          || segment.equalsIgnoreCase("META-INF")
          || segment.charAt(0) == '.'
          || segment.endsWith(".")
          || segment.endsWith(" ")
          || segment.indexOf('~') >= 0
          || segment.indexOf(';') >= 0
          || segment.indexOf(':') >= 0
          || segment.indexOf('\\') >= 0
          || segment.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
        return false;
      }
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }
}
