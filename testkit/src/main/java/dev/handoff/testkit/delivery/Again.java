package dev.handoff.testkit.delivery;

import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.Request;
import java.util.List;
import java.util.Optional;

/** What a client gets that asks for the same once more. */
final class Again {
  private final Delivery delivery;

  Again(Delivery delivery) {
    this.delivery = delivery;
  }

  /** The request of a client that has what the answer is about; empty without a validator. */
  static Optional<Request> conditional(Request request, Answer whole) {
    Optional<String> tag = whole.field("ETag");
    return tag.isPresent()
        ? tag.map(value -> request.with("If-None-Match", value))
        : whole.field("Last-Modified").map(date -> request.with("If-Modified-Since", date));
  }

  void revalidates() throws Unmet {
    Exchange whole = delivery.whole();
    Request get = delivery.request("GET");
    Optional<Request> condition = conditional(get, whole.answer());
    if (condition.isEmpty()) {
      throw new Unmet(
          "cannot be asked about again: it has neither ETag nor Last-Modified",
          whole,
          "send an ETag; SendFile.path takes it from the file, .etag(…) from you.");
    }
    Exchange same = delivery.ask(condition.get());
    Unmet.ifNot(
        same.answer().status() == 304,
        "is sent again to a client that has it",
        same,
        "compare If-None-Match with the ETag (weakly, RFC 9110 §13.1.2) and answer 304. A filter or"
            + " front that compresses may have changed the tag.");
    Unmet.ifBroken(same);
    Exchange other = delivery.ask(get.with("If-None-Match", "\"handoff-testkit-other\""));
    Unmet.ifNot(
        other.answer().status() == 200,
        "is not sent to a client that has something else",
        other,
        "answer 304 only if one of the tags is the file's.");
  }

  void answersHead() throws Unmet {
    Exchange whole = delivery.whole();
    Exchange head = delivery.ask(delivery.request("HEAD"));
    Unmet.ifNot(
        head.answer().status() == 200,
        "answers HEAD with " + head.answer().status(),
        head,
        "let HEAD take the way of GET.");
    Unmet.ifNot(
        head.answer().body().length == 0,
        "sends content after HEAD",
        head,
        "send the head alone: on a kept connection the content is read as the next answer.");
    Unmet.ifBroken(head);
    for (String name :
        List.of("Content-Length", "Content-Type", "Content-Disposition", "ETag", "Last-Modified")) {
      List<String> said = head.answer().values(name);
      List<String> got = whole.answer().values(name);
      Unmet.ifNot(
          said.equals(got),
          "says " + name + " " + said + " to HEAD and " + got + " to GET",
          head,
          "let HEAD take the way of GET and drop the content at its end.");
    }
  }
}
