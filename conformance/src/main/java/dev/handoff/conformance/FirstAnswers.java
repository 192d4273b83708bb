package dev.handoff.conformance;

import dev.handoff.conformance.CannotAskException.Reason;
import java.io.IOException;
import java.util.List;

/** Looks whether the server sends that file at all, and what can be asked of it. */
final class FirstAnswers {
  /** Makes a GET. */
  interface Get {
    Answer ask(List<String> lines, Wire.Body body) throws IOException;
  }

  private final LocalCopy copy;
  private final Get get;
  private String server = "";

  FirstAnswers(LocalCopy copy, Get get) {
    this.copy = copy;
    this.get = get;
  }

  /**
   * Looks.
   *
   * @throws IOException when the local copy cannot be read
   * @throws CannotAskException when there is no such file there
   */
  Facts facts() throws IOException, CannotAskException {
    Comparison comparison = new Comparison(copy);
    Answer whole = ask(List.of(), comparison);
    server = whole.field("Server").orElse("");
    refuseOtherAnswers(whole);
    comparison.refuseOtherContent(whole);
    if (copy.size() == 0) {
      return Facts.of(copy, whole, false, false);
    }
    // An answer that is neither the file nor a part of it is for the cases to judge.
    boolean ranges = head("0-0").status() != 200;
    boolean several = ranges && isInParts("0-0," + copy.size() / 2 + "-" + copy.size() / 2);
    return Facts.of(copy, whole, ranges, several);
  }

  /** What it calls itself, possibly empty. */
  String server() {
    return server;
  }

  private boolean isInParts(String ranges) throws CannotAskException {
    return head(ranges).field("Content-Type").orElse("").startsWith("multipart/");
  }

  private Answer head(String ranges) throws CannotAskException {
    return ask(List.of("Range: bytes=" + ranges), (buffer, count) -> false);
  }

  private Answer ask(List<String> lines, Wire.Body body) throws CannotAskException {
    try {
      return get.ask(lines, body);
    } catch (IOException e) {
      throw new CannotAskException(Reason.NO_ANSWER, reason(e));
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private static void refuseOtherAnswers(Answer answer) throws CannotAskException {
    int status = answer.status();
    if (status == 200) {
      return;
    }
    String advice =
        switch (status) {
          case 301, 302, 303, 307, 308 ->
              "It redirects to "
                  + answer.field("Location").map(Incoming::shown).orElse("nowhere")
                  + ", and redirects are not followed: ask that URL if it is the one meant.";
          case 401, 403 -> "It needs a permission: send one along, such as a cookie.";
          case 404, 410 -> "There is no such file.";
          case 429, 503 -> "It wants to be left alone now; try again later, more slowly.";
          default -> "Only what answers 200 to a plain GET can be asked.";
        };
    throw new CannotAskException(
        Reason.OTHER_ANSWER, "answered " + Incoming.shown(answer.statusLine()) + ". " + advice);
  }
}
