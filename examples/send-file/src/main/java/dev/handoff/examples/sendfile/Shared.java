package dev.handoff.examples.sendfile;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * 6. Files for whoever has a link: signed, for this one path, and for a time. {@code LinkFilter} in
 * front lets nobody else in.
 */
final class Shared extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Handoff handoff;
  private final transient FileRoot root;

  Shared(Handoff handoff, FileRoot root) {
    this.handoff = handoff;
    this.root = root;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String name = request.getPathInfo().substring(1);
    handoff.send(root.file(name).attachment().cache(CachePolicy.NO_STORE), request, response);
  }
}
