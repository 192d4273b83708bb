package dev.handoff.testkit.delivery;

import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.Exchange;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What one answer says about the file, and whether its bytes are the file's. */
final class Described {
  private Described() {}

  static void hasField(Exchange exchange, String name, String value) throws Unmet {
    List<String> values = exchange.answer().values(name);
    Unmet.ifNot(
        values.equals(List.of(value)),
        values.isEmpty()
            ? "has no " + name + ", instead of: " + value
            : "has " + name + " " + quoted(values) + ", not \"" + value + "\"",
        exchange,
        values.size() > 1
            ? "set the field instead of adding it: a filter or a front writes it, too."
            : "set " + name + ": " + value + ", or expect what is there.");
  }

  static void hasField(Exchange exchange, String name) throws Unmet {
    Unmet.ifNot(
        exchange.answer().field(name).isPresent(),
        "has no " + name,
        exchange,
        "set "
            + name
            + " before the file is sent; afterwards the head is gone. Behind a front, see"
            + " whether the front lets it pass.");
  }

  static void hasNoField(Exchange exchange, String name) throws Unmet {
    List<String> values = exchange.answer().values(name);
    Unmet.ifNot(
        values.isEmpty(),
        "has " + name + " " + quoted(values),
        exchange,
        "remove " + name + " where it is set: in the app, a filter, or the front.");
  }

  private static String quoted(List<String> values) {
    return String.join(" and ", values.stream().map(value -> '"' + value + '"').toList());
  }

  static void hasName(Exchange exchange, String name) throws Unmet {
    String right = Disposition.attachment(name).toString();
    String fix = "send Content-Disposition: " + right;
    Unmet.ifNot(
        exchange.answer().field("Content-Disposition").isPresent(),
        "names no file: there is no Content-Disposition, so a browser takes the end of the URL",
        exchange,
        fix);
    Disposition found = disposition(exchange, fix);
    Optional<String> told = found.name();
    Unmet.ifNot(told.isPresent(), "is " + found.type() + " without a name", exchange, fix);
    Unmet.ifNot(
        told.equals(Optional.of(name)),
        "is saved as \"" + told.orElse("") + "\", not as \"" + name + "\"",
        exchange,
        fix);
  }

  static void isAttachment(Exchange exchange) throws Unmet {
    String fix = "send Content-Disposition: attachment, with the name; .attachment(name) does.";
    Unmet.ifNot(
        exchange.answer().field("Content-Disposition").isPresent(),
        "is shown, not saved: there is no Content-Disposition",
        exchange,
        fix);
    Unmet.ifNot(disposition(exchange, fix).isAttachment(), "is shown, not saved", exchange, fix);
  }

  static void isInline(Exchange exchange) throws Unmet {
    if (exchange.answer().field("Content-Disposition").isEmpty()) {
      return;
    }
    String fix = "send Content-Disposition: inline, or none; .inline() does.";
    Unmet.ifNot(!disposition(exchange, fix).isAttachment(), "is saved, not shown", exchange, fix);
  }

  private static Disposition disposition(Exchange exchange, String fix) throws Unmet {
    List<String> values = exchange.answer().values("Content-Disposition");
    Unmet.ifNot(
        values.size() == 1,
        "has " + values.size() + " lines of Content-Disposition: browsers disagree on which counts",
        exchange,
        fix);
    Optional<Disposition> read = Disposition.parse(values.get(0));
    if (read.isEmpty()) {
      throw new Unmet("has a Content-Disposition that cannot be read", exchange, fix);
    }
    return read.get();
  }

  static void hasType(Exchange exchange, String type) throws Unmet {
    Optional<String> found = exchange.answer().field("Content-Type");
    Optional<MediaType> read = found.flatMap(MediaType::parse);
    Optional<MediaType> wanted = MediaType.parse(type);
    boolean same =
        type.contains(";")
            ? read.isPresent() && read.equals(wanted)
            : read.map(MediaType::essence).equals(wanted.map(MediaType::essence));
    Unmet.ifNot(
        wanted.isPresent() && same,
        found.map(value -> "has the type " + value).orElse("has no type") + ", not " + type,
        exchange,
        "send Content-Type: " + type + ", or give the file a name whose ending says so.");
  }

  static void hasSize(Exchange exchange, long bytes) throws Unmet {
    Answer answer = exchange.answer();
    Unmet.ifNot(
        answer.body().length == bytes,
        "has " + answer.body().length + " bytes, not " + bytes,
        exchange,
        "is this the file that was meant, and did the test write all of it?");
    Unmet.ifNot(
        answer.field("Content-Length").equals(Optional.of(Long.toString(bytes))),
        "does not say how long it is",
        exchange,
        "send Content-Length: "
            + bytes
            + ", so that clients can show progress and go on later;"
            + " compression on the way takes it away, too.");
  }

  static void hasSha256(Exchange exchange, String hex) throws Unmet {
    String found = sha256(exchange.answer().body());
    Unmet.ifNot(
        found.equals(hex),
        "has other bytes: their SHA-256 is " + found + ", not " + hex,
        exchange,
        changed(exchange));
  }

  static void hasBytes(Exchange exchange, byte[] expected) throws Unmet {
    byte[] body = exchange.answer().body();
    int first = Arrays.mismatch(body, expected);
    Unmet.ifNot(
        first < 0,
        "has other bytes from offset "
            + first
            + " on ("
            + body.length
            + " bytes, not "
            + expected.length
            + ")",
        exchange,
        changed(exchange));
  }

  private static String changed(Exchange exchange) {
    return exchange
        .answer()
        .field("Content-Encoding")
        .map(coding ->
            "the content is coded (" + coding + ") though nobody asked for it: switch that off.")
        .orElse("send the file as it is: as bytes, not as text, and past filters that rewrite.");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static void isCutOff(Exchange exchange) throws Unmet {
    Ending ending = exchange.answer().ending();
    Unmet.ifNot(
        ending == Ending.CUT,
        ending == Ending.WHOLE
            ? "ends as if it were whole"
            : "ends with the connection, so that nobody can tell whether it is whole",
        exchange,
        "announce the length (Content-Length, or chunks) and break the connection when the source"
            + " breaks; an exception that a filter swallows ends the answer cleanly.");
  }

  static void handsOffTo(Exchange exchange, String named) throws Unmet {
    Answer answer = exchange.answer();
    Optional<String> found = answer.field("X-Accel-Redirect").or(() -> answer.field("X-Sendfile"));
    Unmet.ifNot(
        found.isPresent(),
        "is not handed off",
        exchange,
        "give the app a front in this test (Front.nginx() and a map), or with Front.auto a request"
            + " that proves itself: FakeFront does.");
    Unmet.ifNot(
        found.equals(Optional.of(named)),
        "is handed off to " + found.orElse("") + ", not to " + named,
        exchange,
        "compare the redirect map with the folder the file lies in.");
    Unmet.ifNot(
        answer.body().length == 0,
        "is handed off and sent, too",
        exchange,
        "send no content beside the field: the front throws it away.");
  }
}
