package dev.handoff.examples.sendfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.links.Links;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** The page that lists the steps. Its links are made anew each time it is asked for. */
final class Page extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration HOUR = Duration.ofHours(1);

  private final transient Links links;
  private final String html;

  Page(Links links) throws IOException {
    this.links = links;
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("index.html"))) {
      html = new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Instant now = Instant.now();
    String good = links.signed("/shared/contract.txt", now.plus(HOUR));
    String expired = links.signed("/shared/contract.txt", now.minus(HOUR));
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Cache-Control", CachePolicy.NO_STORE);
    response.setHeader(CachePolicy.NO_REFERRER.name(), CachePolicy.NO_REFERRER.value());
    response
        .getWriter()
        .write(
            html.replace("LINK-FOR-AN-HOUR", good)
                .replace("LINK-EXPIRED", expired)
                .replace("LINK-FOR-ANOTHER", good.replace("contract.txt", "handbook.txt"))
                .replace("SIGN-IN-OR-OUT", Members.isMember(request) ? "Sign out" : "Sign in"));
  }
}
