package dev.handoff.examples.sendfile;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * 6. Files for whoever is signed in: the app asks first, then sends. Names may come from anybody;
 * what is not in the folder is missing.
 */
final class Members extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String MEMBER = "member";

  private final transient Handoff handoff;
  private final transient FileRoot root;

  Members(Handoff handoff, FileRoot root) {
    this.handoff = handoff;
    this.root = root;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isMember(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    String name = request.getPathInfo().substring(1);
    handoff.send(root.file(name).attachment().cache(CachePolicy.NO_STORE), request, response);
  }

  /** Signs in or out. A real app asks for more than a button. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isMember(request)) {
      request.getSession().invalidate();
    } else {
      request.getSession().setAttribute(MEMBER, true);
    }
    response.sendRedirect("/#6");
  }

  static boolean isMember(HttpServletRequest request) {
    return request.getSession(false) != null && request.getSession().getAttribute(MEMBER) != null;
  }
}
