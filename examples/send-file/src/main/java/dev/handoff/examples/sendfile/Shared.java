package dev.handoff.examples.sendfile;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.links.Links;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** 6. Files for whoever has a link: signed, for this one path, and for a time. */
final class Shared extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Handoff handoff;
  private final transient FileRoot root;
  private final transient Links links;

  Shared(Handoff handoff, FileRoot root, Links links) {
    this.handoff = handoff;
    this.root = root;
    this.links = links;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String url = request.getRequestURI() + "?" + request.getQueryString();
    LinkVerdict verdict = links.verify(url, Optional.empty(), Instant.now());
    if (verdict instanceof LinkVerdict.Valid) {
      String name = request.getPathInfo().substring(1);
      handoff.send(root.file(name).attachment().cache(CachePolicy.NO_STORE), request, response);
    } else {
      response.sendError(verdict instanceof LinkVerdict.Expired ? 410 : 403);
    }
  }
}
