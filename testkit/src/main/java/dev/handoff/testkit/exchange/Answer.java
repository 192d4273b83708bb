package dev.handoff.testkit.exchange;

import dev.handoff.core.fields.FieldLines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One answer as it stood on the wire, its framing taken off. Immutable; the body is not copied. */
public final class Answer {
  private final String statusLine;
  private final int status;
  private final List<FieldLine> fields;
  private final byte[] body;
  private final Ending ending;
  private final List<String> defects;

  /** How the body ended. */
  public enum Ending {
    /** Where it was announced to end. */
    WHOLE,
    /** The connection ended before: the client knows that it does not have everything. */
    CUT,
    /** With the connection, because nothing announced an end: whole and cut look alike. */
    UNTOLD
  }

  /**
   * @param statusLine without its line end
   * @param defects what is wrong with the message as such, one sentence each
   */
  public Answer(
      String statusLine,
      int status,
      List<FieldLine> fields,
      byte[] body,
      Ending ending,
      List<String> defects) {
    this.statusLine = statusLine;
    this.status = status;
    this.fields = List.copyOf(fields);
    this.body = body;
    this.ending = ending;
    this.defects = List.copyOf(defects);
  }

  public String statusLine() {
    return statusLine;
  }

  public int status() {
    return status;
  }

  /** Every line, in order, as it was sent. */
  public List<FieldLine> fields() {
    return fields;
  }

  /** The values of all lines of that name, in order. */
  public List<String> values(String name) {
    return fields.stream().filter(line -> line.isNamed(name)).map(FieldLine::value).toList();
  }

  /** The value of the first line of that name. */
  public Optional<String> field(String name) {
    return fields.stream().filter(line -> line.isNamed(name)).map(FieldLine::value).findFirst();
  }

  /** The fields as {@code core} reads them. */
  public FieldLines lines() {
    return this::values;
  }

  /** The content as far as it came; after HEAD and in a 304 whatever came where nothing may. */
  public byte[] body() {
    return body;
  }

  /** The content, one char an octet. */
  public String text() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  public Ending ending() {
    return ending;
  }

  /**
   * What is wrong with the message as such: framing that contradicts itself, a body that was cut,
   * octets behind the end, lines that are no fields.
   */
  public List<String> defects() {
    return defects;
  }

  @Override
  public String toString() {
    return Shown.of(this);
  }
}
