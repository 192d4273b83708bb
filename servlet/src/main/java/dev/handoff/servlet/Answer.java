package dev.handoff.servlet;

import dev.handoff.core.fields.Field;
import dev.handoff.core.front.FrontAnswer;
import dev.handoff.core.problem.Document;
import dev.handoff.core.problem.Problem;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.SentFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes heads, and whole answers that are short. */
final class Answer {
  private Answer() {}

  /** Status and fields of a plan; nothing is committed yet. */
  static void head(ResponsePlan plan, SentFields fields, HttpServletResponse response) {
    response.setStatus(plan.status());
    write(plan.fields(), response);
    asked(plan, fields.asked(), response);
    for (Field field : fields.defaults()) {
      boolean needed =
          !(plan instanceof ResponsePlan.NotModified) || field.name().equals("Cache-Control");
      if (needed && plan.carries(field.name()) && !response.containsHeader(field.name())) {
        response.setHeader(field.name(), field.value());
      }
    }
  }

  /** A 200 that tells the front which file to send. */
  static Outcome handOff(FrontAnswer.Tell tell, HttpServletResponse response) {
    response.setStatus(200);
    Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Field field : tell.fields()) {
      if (field.name().equals("Content-Type")) {
        response.setContentType(field.value());
      } else {
        boolean more = !written.add(field.name()) || field.name().equalsIgnoreCase("Vary");
        add(field, more, response);
      }
    }
    for (Field field : tell.defaults()) {
      if (!response.containsHeader(field.name())) {
        response.setHeader(field.name(), field.value());
      }
    }
    response.setContentLength(0);
    try {
      response.flushBuffer();
      return new Outcome.HandedOff();
    } catch (IOException clientLeft) {
      return new Outcome.Aborted(0, Outcome.Cause.CLIENT_LEFT);
    }
  }

  private static void asked(ResponsePlan plan, List<Field> fields, HttpServletResponse response) {
    Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Field field : fields) {
      if (plan.carries(field.name())) {
        // A Vary of somebody else on the way goes on: it is a list. Anything else is replaced.
        boolean more = !written.add(field.name()) || field.name().equalsIgnoreCase("Vary");
        add(field, more, response);
      }
    }
  }

  private static void add(Field field, boolean more, HttpServletResponse response) {
    if (more || field.name().equalsIgnoreCase("Set-Cookie")) {
      response.addHeader(field.name(), field.value());
    } else {
      response.setHeader(field.name(), field.value());
    }
  }

  private static void write(List<Field> fields, HttpServletResponse response) {
    for (Field field : fields) {
      switch (field.name()) {
        // Through the container's own door: it keeps both apart from the other fields.
        case "Content-Type" -> response.setContentType(field.value());
        case "Content-Length" -> response.setContentLengthLong(Long.parseLong(field.value()));
        case "Vary" -> response.addHeader("Vary", field.value());
        default -> response.setHeader(field.name(), field.value());
      }
    }
  }

  /** A short document that says why there is no file, and nothing about the file. */
  static void problem(int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Document document = Problem.of(status).document(RequestFields.of(request).lines("Accept"));
    response.setStatus(status);
    write(document.fields(), response);
    if (request.getMethod().equals("HEAD")) {
      response.flushBuffer();
    } else {
      response.getOutputStream().write(document.octets());
      response.flushBuffer();
    }
  }
}
