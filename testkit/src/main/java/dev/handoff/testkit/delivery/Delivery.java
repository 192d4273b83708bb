package dev.handoff.testkit.delivery;

import dev.handoff.testkit.exchange.DeliveryClient;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.exchange.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asserted on: a target, the client that asks for it, and the fields it sends along. */
public final class Delivery {
  private final DeliveryClient client;
  private final String target;
  private final List<FieldLine> fields;
  private final Optional<String> missingTarget;
  private @Nullable Exchange plain;

  Delivery(DeliveryClient client, String target) {
    this(client, target, List.of(), Optional.empty());
  }

  private Delivery(
      DeliveryClient client,
      String target,
      List<FieldLine> fields,
      Optional<String> missingTarget) {
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException(
          "a target begins with a slash, such as /download/1; got " + target);
    }
    this.client = client;
    this.target = target;
    this.fields = fields;
    this.missingTarget = missingTarget;
  }

  Delivery with(String name, String value) {
    List<FieldLine> more = new ArrayList<>(fields);
    more.add(FieldLine.of(name, value));
    return new Delivery(client, target, List.copyOf(more), missingTarget);
  }

  Delivery withMissing(String missing) {
    return new Delivery(client, target, fields, Optional.of(missing));
  }

  DeliveryClient client() {
    return client;
  }

  Request request(String method) {
    return new Request(method, target, fields);
  }

  /** For something that is not there: the path with another last name, unless one was given. */
  Request requestForMissing() {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String rest = query < 0 ? "" : target.substring(query);
    return new Request("GET", missingTarget.orElse(path + "-no-such-file" + rest), fields);
  }

  Exchange ask(Request request) throws Unmet {
    try {
      return new Exchange(request, client.send(request));
    } catch (IOException e) {
      throw new Unmet(
          "gave no answer to " + request.method() + ": " + e.getMessage(),
          Optional.empty(),
          "is the server running, and is this its port?");
    }
  }

  /** The answer to a plain GET: asked for once, so that links for one use can be asserted on. */
  synchronized Exchange plain() throws Unmet {
    Exchange asked = plain;
    if (asked == null) {
      asked = ask(request("GET"));
      plain = asked;
    }
    return asked;
  }

  /** The same, if it is the whole file. */
  Exchange whole() throws Unmet {
    Exchange asked = plain();
    int status = asked.answer().status();
    if (status != 200) {
      throw new Unmet("is not delivered: the answer is " + status, asked, adviceFor(asked));
    }
    Unmet.ifBroken(asked);
    Unmet.ifHandedOff(asked);
    return asked;
  }

  private static String adviceFor(Exchange exchange) {
    int status = exchange.answer().status();
    if (status >= 300 && status < 400) {
      return "ask the URL that it leads to, or say who asks: .with(\"Cookie\", …).";
    }
    return switch (status) {
      case 401, 403 -> "say who asks: .with(\"Authorization\", …) or .with(\"Cookie\", …).";
      case 404 -> "is the file there, and may this user have it? Look into the app's log.";
      default ->
          status >= 500
              ? "look into the app's log; a front says 502 for a target that it may not deliver."
              : "a download is answered with 200.";
    };
  }

  @Override
  public String toString() {
    return client.origin() + target;
  }
}
