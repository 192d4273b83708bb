package dev.handoff.servlet;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.links.Link;
import dev.handoff.core.links.LinkUse;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.links.Links;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those in who show a signed link for what they ask: 403 without a valid one, 410 for one
 * that has expired, whether or not there is anything behind it. Nothing registers it but you.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic filter =
 *     context.addFilter("links", new LinkFilter(Links.of(List.of(LinkKey.ofBase64("k1", secret)))));
 * filter.setAsyncSupported(true);
 * filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/d/*");
 * }</pre>
 *
 * <p>In {@code web.xml} it has the init-params {@code keys} ({@code k2=file:/path k1=env:NAME}) or
 * {@code key-folder} (see {@link dev.handoff.files.keys.KeyFolder}), {@code tolerance} ({@code
 * 30s}), {@code methods} ({@code GET HEAD}) and {@code subject} ({@code remote-user}). It needs
 * {@code <async-supported>true</async-supported>} when what is behind it is asynchronous.
 *
 * <p>A link is for the path as the client sent it, context path included. Where the container reads
 * that path as another file than the one that was signed (parameters after a {@code ;}, another
 * charset than UTF-8), the link is not valid. The client's address is the container's: behind a
 * proxy that is Tomcat's {@code RemoteIpValve} or Jetty's {@code ForwardedRequestCustomizer}. The
 * container's access log holds the links; its format can leave the query out.
 *
 * <p>Shareable between threads.
 */
public final class LinkFilter implements Filter {
  /** Name of the request attribute that holds the verified {@link Link}. */
  public static final String LINK = "dev.handoff.link";

  private volatile @Nullable Supplier<Links> links;
  private volatile List<String> methods;
  private volatile @Nullable Function<HttpServletRequest, @Nullable String> subject;
  private final InstantSource clock;

  /** For {@code web.xml}: the init-params say the rest. */
  public LinkFilter() {
    this(null, List.of("GET", "HEAD"), null, InstantSource.system());
  }

  /** By these keys. */
  public LinkFilter(Links links) {
    this(() -> links);
  }

  /**
   * By keys that may change.
   *
   * @param links asked with each request, by many threads: answers at once
   */
  public LinkFilter(Supplier<Links> links) {
    this(links, List.of("GET", "HEAD"), null, InstantSource.system());
  }

  private LinkFilter(
      @Nullable Supplier<Links> links,
      List<String> methods,
      @Nullable Function<HttpServletRequest, @Nullable String> subject,
      InstantSource clock) {
    this.links = links;
    this.methods = List.copyOf(methods);
    this.subject = subject;
    this.clock = clock;
  }

  /** The same, letting these methods in instead of GET and HEAD; others get 405. */
  public LinkFilter methods(String... names) {
    return new LinkFilter(links, List.of(names), subject, clock);
  }

  /**
   * The same, comparing the subject of a link with who asks: a link for somebody is forged in the
   * hands of anybody else, and of somebody unknown. Unless told, such a link is good for whoever
   * holds it.
   *
   * @param whoAsks such as {@code HttpServletRequest::getRemoteUser}; null when nobody is known
   */
  public LinkFilter subject(Function<HttpServletRequest, @Nullable String> whoAsks) {
    return new LinkFilter(links, methods, whoAsks, clock);
  }

  /** The same by another clock. */
  LinkFilter clock(InstantSource other) {
    return new LinkFilter(links, methods, subject, other);
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    boolean programmatic = links != null;
    LinkFilterParams params = LinkFilterParams.read(config, programmatic);
    params.links().ifPresent(said -> links = said);
    params.methods().ifPresent(said -> methods = said);
    if (params.remoteUser()) {
      subject = HttpServletRequest::getRemoteUser;
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("LinkFilter is for HTTP");
    }
    if (http.getDispatcherType() != DispatcherType.REQUEST && http.getAttribute(LINK) != null) {
      // On its way already: a link that ends meanwhile does not end what it began.
      chain.doFilter(request, response);
      return;
    }
    answer.setHeader(CachePolicy.NO_REFERRER.name(), CachePolicy.NO_REFERRER.value());
    if (!methods.contains(http.getMethod())) {
      answer.setHeader("Allow", String.join(", ", methods));
      Answer.problem(405, http, answer);
      return;
    }
    LinkVerdict verdict = judge(http);
    if (verdict instanceof LinkVerdict.Valid valid) {
      http.setAttribute(LINK, valid.link());
      chain.doFilter(request, response);
      return;
    }
    Sender.LOG.log(Level.DEBUG, "A link was refused: " + verdict);
    Answer.problem(verdict instanceof LinkVerdict.Expired ? 410 : 403, http, answer);
  }

  private LinkVerdict judge(HttpServletRequest request) {
    Supplier<Links> by = links;
    if (by == null) {
      throw new IllegalStateException("a LinkFilter without keys was not initialised");
    }
    SignedPath path = SignedPath.of(request);
    if (path instanceof SignedPath.ReadOtherwise otherwise) {
      return new LinkVerdict.Forged(otherwise.reason());
    }
    SignedPath.Plain plain = (SignedPath.Plain) path;
    LinkUse use =
        new LinkUse(
            plain.raw(),
            plain.rawQuery(),
            AddressText.octets(request.getRemoteAddr()),
            whoAsks(request));
    return by.get().verify(use, now());
  }

  private Instant now() {
    return clock.instant();
  }

  /** Somebody unknown is nobody's subject: no link is made for an empty name. */
  private Optional<String> whoAsks(HttpServletRequest request) {
    Function<HttpServletRequest, @Nullable String> who = subject;
    if (who == null) {
      return Optional.empty();
    }
    String name = who.apply(request);
    return Optional.of(name == null ? "" : name);
  }
}
