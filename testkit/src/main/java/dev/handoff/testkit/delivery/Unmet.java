package dev.handoff.testkit.delivery;

import dev.handoff.core.handoff.ControlFields;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.FieldLine;
import java.util.Optional;

/** An assertion that does not hold: what was found, the exchange that shows it, and the fix. */
final class Unmet extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param what goes on where the URL ends: "does not resume: …"
   * @param fix one or two sentences
   */
  Unmet(String what, Optional<Exchange> shown, String fix) {
    super(what + shown.map(exchange -> "\n\n" + exchange).orElse("\n") + "\nFix: " + fix);
  }

  Unmet(String what, Exchange shown, String fix) {
    this(what, Optional.of(shown), fix);
  }

  static void ifNot(boolean met, String what, Exchange shown, String fix) throws Unmet {
    if (!met) {
      throw new Unmet(what, shown, fix);
    }
  }

  /** Whatever was asked: a message that is no message is not delivered. */
  static void ifBroken(Exchange exchange) throws Unmet {
    if (!exchange.answer().defects().isEmpty()) {
      throw new Unmet(
          "is answered with a broken message: " + exchange.answer().defects().get(0),
          exchange,
          "something writes more or less than it announced. Who sets Content-Length must know the"
              + " size of what is really sent; a filter that changes the body must remove it.");
    }
  }

  /** Empty bytes that name a file: a front would deliver it, and there is none. */
  static void ifHandedOff(Exchange exchange) throws Unmet {
    for (FieldLine line : exchange.answer().fields()) {
      String name = line.name();
      if (ControlFields.FROM_APP.stream().limit(3).anyMatch(name::equalsIgnoreCase)) {
        throw new Unmet(
            "is handed off, and nobody stands there to deliver it: " + line,
            exchange,
            "ask through a front: FakeFront.before(port) needs a real port; or give the app no"
                + " front in this test. What the app alone says is .handsOffTo(…).");
      }
    }
  }
}
