package dev.handoff.gateway.wire;

import static dev.handoff.gateway.wire.RawResponse.Completeness.COMPLETE;
import static dev.handoff.gateway.wire.RawResponse.Completeness.CUT_BY_CLOSE;
import static dev.handoff.gateway.wire.RawResponse.Completeness.CUT_BY_RESET;

import dev.handoff.gateway.wire.RawResponse.Completeness;
import dev.handoff.gateway.wire.RawResponse.Framing;
import dev.handoff.gateway.wire.RawResponse.Interim;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one answer and forgives nothing: a bare LF, a field without colon or with a control octet
 * in it, two framings, a bad chunk are failures of whoever sent them.
 */
final class ResponseReader {
  private final Wire wire;

  ResponseReader(Wire wire) {
    this.wire = wire;
  }

  RawResponse read(boolean toHead) throws IOException {
    List<Interim> interim = new ArrayList<>();
    while (true) {
      String statusLine = line("a status line");
      if (!statusLine.matches("HTTP/1\\.[01] [1-5][0-9]{2} [^\\r\\n]*")) {
        throw broken("status line: " + statusLine);
      }
      List<Field> fields = fields();
      int status = Integer.parseInt(statusLine.substring(9, 12));
      if (status >= 100 && status < 200 && status != 101) {
        interim.add(new Interim(statusLine, fields));
        continue;
      }
      Framing framing = framing(status, fields, toHead);
      return body(List.copyOf(interim), statusLine, fields, framing);
    }
  }

  private Framing framing(int status, List<Field> fields, boolean toHead) {
    List<String> lengths = Field.values(fields, "Content-Length");
    List<String> codings = Field.values(fields, "Transfer-Encoding");
    if (lengths.size() + codings.size() > 1) {
      throw broken("two framings: " + lengths + " " + codings);
    }
    if (toHead || status == 101 || status == 204 || status == 304) {
      return Framing.NONE;
    }
    if (!codings.isEmpty()) {
      if (!codings.getFirst().equals("chunked")) {
        throw broken("Transfer-Encoding: " + codings);
      }
      return Framing.CHUNKED;
    }
    return lengths.isEmpty() ? Framing.UNTIL_CLOSE : Framing.LENGTH;
  }

  private RawResponse body(
      List<Interim> interim, String statusLine, List<Field> fields, Framing framing)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Field> trailers = List.of();
    Completeness completeness = COMPLETE;
    switch (framing) {
      case NONE -> {}
      case LENGTH -> {
        long length = Long.parseLong(Field.value(fields, "Content-Length").orElseThrow());
        completeness = copy(length, body);
      }
      case UNTIL_CLOSE -> {
        Completeness end = copy(Long.MAX_VALUE, body);
        completeness = end == CUT_BY_CLOSE ? COMPLETE : end;
      }
      case CHUNKED -> {
        while (completeness == COMPLETE) {
          String sizeLine = lineOrCut();
          if (sizeLine == null) {
            completeness = cut;
            break;
          }
          if (!sizeLine.matches("[0-9A-Fa-f]{1,15}(;.*)?")) {
            throw broken("chunk size: " + sizeLine);
          }
          long size = Long.parseLong(sizeLine.split(";", 2)[0], 16);
          if (size == 0) {
            trailers = fields();
            break;
          }
          completeness = copy(size, body);
          if (completeness == COMPLETE) {
            String end = lineOrCut();
            if (end == null) {
              completeness = cut;
            } else if (!end.isEmpty()) {
              throw broken("chunk without line end: " + end);
            }
          }
        }
      }
    }
    return new RawResponse(
        interim, statusLine, fields, framing, body.toByteArray(), trailers, completeness);
  }

  private Completeness copy(long count, ByteArrayOutputStream into) throws IOException {
    for (long i = 0; i < count; i++) {
      int octet = wire.read();
      if (octet < 0) {
        return octet == -2 ? CUT_BY_RESET : CUT_BY_CLOSE;
      }
      into.write(octet);
    }
    return COMPLETE;
  }

  private List<Field> fields() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line("a field"); !line.isEmpty(); line = line("a field")) {
      if (!line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t\\x21-\\x7E\\x80-\\xFF]*")) {
        throw broken("field line: " + Octets.show(Octets.latin1(line)));
      }
      lines.add(line);
    }
    return Field.parse(lines);
  }

  private String line(String what) throws IOException {
    String line = lineOrCut();
    if (line == null) {
      throw new NoAnswer(
          "instead of " + what + ": " + cut + " after\n" + Octets.show(wire.received()),
          cut == CUT_BY_RESET);
    }
    return line;
  }

  private Completeness cut = COMPLETE;

  private String lineOrCut() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = wire.read(); ; octet = wire.read()) {
      if (octet < 0) {
        cut = octet == -2 ? CUT_BY_RESET : CUT_BY_CLOSE;
        return null;
      }
      if (octet == '\n') {
        throw broken("bare LF after: " + line);
      }
      if (octet == '\r') {
        int next = wire.read();
        if (next == '\n') {
          return line.toString();
        }
        throw broken("bare CR after: " + line);
      }
      line.append((char) octet);
    }
  }

  private AssertionError broken(String what) {
    return new AssertionError(what + "\nreceived so far:\n" + Octets.show(wire.received()));
  }
}
