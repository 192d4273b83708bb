package dev.handoff.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends files that an app names instead of writing them, also for apps that know nothing of
 * Handoff.
 *
 * <p><b>What an app writes to its output stream is not touched:</b> it passes at once, unbuffered,
 * and no front ever delivers it. There is no way to tell which file bytes came from. A file is
 * recognised by exactly these, all of them public API:
 *
 * <ol>
 *   <li>a request mapped to the container's own file servlet, where {@code defaultServlet} says so:
 *       decided before the chain, so filters behind this one are not asked;
 *   <li>the request attributes {@code org.apache.tomcat.sendfile.filename}, {@code .start} and
 *       {@code .end} (String, Long, Long), offered by {@code .support} on every container;
 *   <li>the request attribute {@value #FILE}: a {@link dev.handoff.core.send.SendFile}, {@link
 *       java.nio.file.Path} or {@link java.io.File};
 *   <li>the answer's header {@code X-Sendfile}, where {@code sendfileHeader} says so.
 * </ol>
 *
 * <p>Init-parameters for {@code web.xml}; a bad one refuses to start, all problems at once:
 *
 * <ul>
 *   <li>{@code front}: {@code auto} (default), {@code none}, {@code nginx}, {@code apache}, {@code
 *       lighttpd}, {@code caddy}, {@code handoff}
 *   <li>{@code map}: folders and their URIs, {@code /srv/files/=/_files/}; without it the
 *       environment variable {@code X_REDIRECT_MAP}
 *   <li>{@code frontKeys}: for {@code auto}, {@code k2=env:NAME, k1=file:/run/secrets/k1}
 *   <li>{@code frontToken} ({@code env:} or {@code file:}) with {@code frontTokenFor} (a front's
 *       name): for {@code auto}, a front that cannot sign
 *   <li>{@code roots}: absolute folders, by comma or line; nothing outside of them is sent
 *   <li>{@code immutableRoots}: folders whose files are never changed in place, which Tomcat may
 *       send by itself
 *   <li>{@code noProgressTimeout}: {@code 60s} (default)
 *   <li>{@code defaultServlet}: {@code off} (default), {@code front} (only what a front takes),
 *       {@code on}
 *   <li>{@code defaultServletName}: if it is not {@code default}
 *   <li>{@code sendfileAttributes}: {@code on} (default), {@code off}
 *   <li>{@code sendfileHeader}: {@code off} (default), {@code on}; needs {@code roots}
 * </ul>
 *
 * <p>To be registered with async support, for {@code REQUEST}, {@code FORWARD} and {@code ASYNC},
 * behind whatever decides who may have what. Nothing registers itself. Included and error pages are
 * not looked at.
 */
public final class HandoffFilter implements Filter {
  /** The request attribute by which an app names a file. */
  public static final String FILE = "dev.handoff.file";

  private @Nullable FilterSettings settings;
  private @Nullable ContainerServlets servlets;
  private Optional<DefaultServletFiles> webRoot = Optional.empty();

  /** For {@code web.xml}: set by init-parameters. */
  public HandoffFilter() {}

  /** One that sends in that way, with everything else at its default. */
  public HandoffFilter(Handoff handoff) {
    this(new Builder(handoff).settings());
  }

  private HandoffFilter(FilterSettings settings) {
    this.settings = settings;
  }

  /** Settings, all of which have a default. */
  public static Builder builder(Handoff handoff) {
    return new Builder(handoff);
  }

  /** Who answers what is mapped to the container's own file servlet. */
  public enum DefaultServlet {
    /** The container, as ever. */
    CONTAINER,
    /** A front, where it takes the file; else the container. */
    FRONT,
    /** A front, where it takes the file; else this filter. */
    ALWAYS
  }

  /** Settings of a {@link HandoffFilter}. Not shareable between threads. */
  public static final class Builder {
    private final Handoff handoff;
    private DefaultServlet defaultServlet = DefaultServlet.CONTAINER;
    private String defaultServletName = "";
    private boolean attributes = true;
    private boolean header;

    private Builder(Handoff handoff) {
      this.handoff = handoff;
    }

    /** Who answers for files of the web root; the container unless told. */
    public Builder defaultServlet(DefaultServlet who) {
      this.defaultServlet = who;
      return this;
    }

    /** What the container's file servlet is called, where that is not {@code default}. */
    public Builder defaultServletName(String name) {
      this.defaultServletName = name;
      return this;
    }

    /** Whether Tomcat's sendfile attributes are offered and answered; yes unless told. */
    public Builder sendfileAttributes(boolean answered) {
      this.attributes = answered;
      return this;
    }

    /** Whether the answer's header {@code X-Sendfile} is read; no unless told. */
    public Builder sendfileHeader(boolean read) {
      this.header = read;
      return this;
    }

    /**
     * Done.
     *
     * @throws IllegalStateException if the header is to be read and no roots bound it
     */
    public HandoffFilter build() {
      return new HandoffFilter(settings());
    }

    FilterSettings settings() {
      return new FilterSettings(handoff, defaultServlet, defaultServletName, attributes, header);
    }
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    FilterSettings read = FilterParameters.read(config, System.getenv(), settings);
    settings = read;
    servlets = new ContainerServlets(config.getServletContext());
    try {
      webRoot = DefaultServletFiles.of(read, config.getServletContext());
    } catch (IllegalStateException e) {
      throw FilterParameters.refused(config, List.of(e.getMessage() + ""));
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FilterSettings set = settings;
    ContainerServlets known = servlets;
    if (set == null || known == null) {
      throw new IllegalStateException("a filter is used by a container, which calls init first");
    }
    if (!(request instanceof HttpServletRequest asked)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    switch (asked.getDispatcherType()) {
      case REQUEST, FORWARD -> {
        if (webRoot.isEmpty() || webRoot.get().answer(asked, answer).isEmpty()) {
          app(set, known, asked, answer, chain);
        }
      }
      case ASYNC -> app(set, known, asked, answer, chain);
      default -> chain.doFilter(asked, answer);
    }
  }

  private static void app(
      FilterSettings settings,
      ContainerServlets servlets,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Optional<AppRequest> outer = AppRequest.in(request);
    boolean hides =
        request.getHeader("Handoff-Front") == null
            || !settings.sending().fronts.proves(request, Instant.now());
    boolean bare = servlets.isMadeOfFileServlet(request.getHttpServletMapping().getServletName());
    AppAnswer answer =
        outer.isPresent()
            ? outer.get().answer()
            : new AppAnswer(settings, request, response, hides, bare);
    boolean fine = false;
    try {
      if (outer.isPresent() || bare) {
        chain.doFilter(request, response);
      } else {
        chain.doFilter(answer.request(), answer.response());
      }
      fine = true;
    } finally {
      if (!fine) {
        answer.forget();
      }
    }
    if (!request.isAsyncStarted()) {
      answer.finish();
    }
  }
}
