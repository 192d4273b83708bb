package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.FieldLines;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of one message: its octets as they came, and where each field lies in them.
 *
 * <p>Reused from message to message: values read from it are valid until {@link #clear}.
 */
public abstract class Head implements FieldLines {
  private static final int USUAL_OCTETS = 2048;
  private static final int USUAL_FIELDS = 32;
  private static final int PER_FIELD = 4;

  byte[] octets = new byte[USUAL_OCTETS];
  int length;
  private int[] spans = new int[USUAL_FIELDS * PER_FIELD];
  private @Nullable FieldName[] names = new FieldName[USUAL_FIELDS];
  private int fields;
  boolean versionOneOne;
  BodyFraming framing = BodyFraming.NONE;
  long contentLength;

  Head() {}

  /** Forgets everything, and gives back what an unusually large head took. */
  public void clear() {
    length = 0;
    fields = 0;
    versionOneOne = false;
    framing = BodyFraming.NONE;
    contentLength = 0;
    if (octets.length > 4 * USUAL_OCTETS) {
      octets = new byte[USUAL_OCTETS];
    }
    if (names.length > 4 * USUAL_FIELDS) {
      names = new FieldName[USUAL_FIELDS];
      spans = new int[USUAL_FIELDS * PER_FIELD];
    }
  }

  /** True for HTTP/1.1, false for HTTP/1.0. */
  public boolean isVersionOneOne() {
    return versionOneOne;
  }

  /** How this message's body is delimited. */
  public BodyFraming framing() {
    return framing;
  }

  /** Octets of the body; meaningful with {@link BodyFraming#LENGTH} only. */
  public long contentLength() {
    return contentLength;
  }

  /** The array that all offsets of this head refer to. */
  public byte[] octets() {
    return octets;
  }

  public int fieldCount() {
    return fields;
  }

  /** The constant of field {@code i}, or null for a name that is only copied. */
  public @Nullable FieldName name(int i) {
    return names[i];
  }

  public int nameStart(int i) {
    return spans[i * PER_FIELD];
  }

  public int nameEnd(int i) {
    return spans[i * PER_FIELD + 1];
  }

  /** The name of field {@code i} as it was sent. */
  public String nameText(int i) {
    return text(nameStart(i), nameEnd(i));
  }

  public int valueStart(int i) {
    return spans[i * PER_FIELD + 2];
  }

  public int valueEnd(int i) {
    return spans[i * PER_FIELD + 3];
  }

  /** Index of the first field of that name at or after {@code from}, or -1. */
  public int indexOf(FieldName name, int from) {
    for (int i = from; i < fields; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  public boolean has(FieldName name) {
    return indexOf(name, 0) >= 0;
  }

  /** The octets of field {@code i}'s value as Latin-1 text: nothing is lost, nothing is decoded. */
  public String value(int i) {
    return text(valueStart(i), valueEnd(i));
  }

  /** The value of the first field of that name, or null. */
  public @Nullable String value(FieldName name) {
    int i = indexOf(name, 0);
    return i < 0 ? null : value(i);
  }

  /** A copy of the octets of field {@code i}'s value. */
  public byte[] valueOctets(int i) {
    return Arrays.copyOfRange(octets, valueStart(i), valueEnd(i));
  }

  /** Whether field {@code i}'s value is {@code text} in any case; {@code text} is lower case. */
  public boolean valueIs(int i, String text) {
    return matches(valueStart(i), valueEnd(i), text);
  }

  @Override
  public List<String> lines(String name) {
    FieldName known = FieldName.of(name);
    List<String> found = List.of();
    for (int i = 0; i < fields; i++) {
      boolean same =
          known != null
              ? names[i] == known
              : names[i] == null && text(nameStart(i), nameEnd(i)).equalsIgnoreCase(name);
      if (same) {
        if (found.isEmpty()) {
          found = new ArrayList<>(2);
        }
        found.add(value(i));
      }
    }
    return found;
  }

  /** Copies {@code name: value CRLF} of field {@code i}, octet for octet. */
  public void copyLine(int i, ByteBuf to) {
    to.writeBytes(octets, nameStart(i), nameEnd(i) - nameStart(i));
    to.writeShort(':' << 8 | ' ');
    to.writeBytes(octets, valueStart(i), valueEnd(i) - valueStart(i));
    to.writeShort('\r' << 8 | '\n');
  }

  String text(int from, int to) {
    return new String(octets, from, to - from, ISO_8859_1);
  }

  boolean matches(int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      int c = octets[from + i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void append(ByteBuf from, int count) {
    if (length + count > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
    }
    from.readBytes(octets, length, count);
    length += count;
  }

  /** Adds octets of another array, possibly our own, and says where they begin. */
  int append(byte[] from, int offset, int count) {
    int start = length;
    if (length + count > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
    }
    System.arraycopy(from, offset, octets, start, count);
    length += count;
    return start;
  }

  void removeField(int i) {
    fields--;
    System.arraycopy(names, i + 1, names, i, fields - i);
    System.arraycopy(spans, (i + 1) * PER_FIELD, spans, i * PER_FIELD, (fields - i) * PER_FIELD);
  }

  void addField(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (fields == names.length) {
      names = Arrays.copyOf(names, fields * 2);
      spans = Arrays.copyOf(spans, spans.length * 2);
    }
    int at = fields * PER_FIELD;
    spans[at] = nameStart;
    spans[at + 1] = nameEnd;
    spans[at + 2] = valueStart;
    spans[at + 3] = valueEnd;
    names[fields] = FieldName.of(octets, nameStart, nameEnd);
    fields++;
  }

  /** Reads the first line in {@code octets[from, to)}, without its CRLF. */
  abstract void startLine(int from, int to) throws MalformedMessageException;

  /** Checks the head as a whole once its last line is in, and settles the framing. */
  abstract void complete() throws MalformedMessageException;
}
