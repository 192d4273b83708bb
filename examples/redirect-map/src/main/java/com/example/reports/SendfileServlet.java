package com.example.reports;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets the container send the file where it can, by the attributes that Tomcat documents. */
@WebServlet(urlPatterns = "/reports/*", asyncSupported = true)
public final class SendfileServlet extends Reports {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Path> file = begin(request, response);
    if (file.isEmpty()) {
      return;
    }
    if (Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
      request.setAttribute("org.apache.tomcat.sendfile.filename", file.get().toString());
      request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
      request.setAttribute("org.apache.tomcat.sendfile.end", Files.size(file.get()));
    } else {
      Files.copy(file.get(), response.getOutputStream());
    }
  }
}
