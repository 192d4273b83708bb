package com.example.reports;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The table of reports: where each lies, and what it is called. */
abstract class Reports extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Map<String, Report> REPORTS =
      Map.of(
          "/1", new Report("q1.csv", "Figures.csv", "Figures.csv"),
          "/2", new Report("Übersicht 2026.csv", "Ubersicht 2026.csv", "%C3%9Cbersicht%202026.csv"),
          "/3", new Report("gone.csv", "gone.csv", "gone.csv"));

  private record Report(String file, String plainName, String encodedName) {}

  /** The file that was asked for, after its head is written; else the answer is a 404. */
  Optional<Path> begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Report report = REPORTS.get(String.valueOf(request.getPathInfo()));
    Path file =
        Path.of(System.getenv().getOrDefault("REPORTS", "reports"))
            .resolve(report == null ? "none" : report.file)
            .toAbsolutePath();
    if (report == null || Files.notExists(file)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return Optional.empty();
    }
    response.setContentType("text/csv");
    response.setContentLengthLong(Files.size(file));
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"%s\"; filename*=UTF-8''%s"
            .formatted(report.plainName, report.encodedName));
    return Optional.of(file);
  }

  @Override
  protected abstract void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;
}
