package com.example.reports;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Copies the file to the client. From outside nobody can tell which file these bytes came from. */
@WebServlet(urlPatterns = "/copies/*", asyncSupported = true)
public final class CopyServlet extends Reports {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Path> file = begin(request, response);
    if (file.isPresent()) {
      Files.copy(file.get(), response.getOutputStream());
    }
  }
}
