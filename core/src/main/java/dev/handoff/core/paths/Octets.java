package dev.handoff.core.paths;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of octets, compared by content. Slices share the array they come from. */
public final class Octets {

  /** No octets. */
  public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

  private final byte[] array;
  private final int from;
  private final int to;

  private Octets(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  /** The octets of {@code array} in [from, to), copied. */
  public static Octets copyOf(byte[] array, int from, int to) {
    return wrap(Arrays.copyOfRange(array, from, to));
  }

  /** All octets of {@code array}, which the caller no longer writes to. */
  public static Octets wrap(byte[] array) {
    return new Octets(array, 0, array.length);
  }

  /** The UTF-8 form of a text. An unpaired surrogate becomes {@code ?}. */
  public static Octets utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many octets. */
  public int length() {
    return to - from;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return from == to;
  }

  /** The octet at {@code index}, 0 to 255. */
  public int at(int index) {
    return array[from + checked(index, length() - 1)] & 0xff;
  }

  /** The octets from {@code begin} to the end. */
  public Octets from(int begin) {
    return slice(begin, length());
  }

  /** The octets in [begin, end). */
  public Octets slice(int begin, int end) {
    checked(end, length());
    checked(begin, end);
    return new Octets(array, from + begin, from + end);
  }

  /** Where {@code octet} first stands at or after {@code begin}; the length when it does not. */
  public int find(char octet, int begin) {
    for (int i = begin; i < length(); i++) {
      if (array[from + i] == (byte) octet) {
        return i;
      }
    }
    return length();
  }

  /** Whether these octets begin with {@code prefix}. */
  public boolean startsWith(Octets prefix) {
    return prefix.length() <= length()
        && Arrays.equals(array, from, from + prefix.length(), prefix.array, prefix.from, prefix.to);
  }

  /** Whether this is that ASCII text. */
  public boolean is(String ascii) {
    if (ascii.length() != length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (at(i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Copies everything to {@code target}, starting at {@code position}. */
  public void copyTo(byte[] target, int position) {
    System.arraycopy(array, from, target, position, length());
  }

  /** A copy. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, from, to);
  }

  /** Whether this is well-formed UTF-8: no overlong form, no surrogate, nothing cut off. */
  public boolean isUtf8() {
    return Utf8.isWellFormed(array, from, to);
  }

  /** The text, ill-formed sequences replaced by U+FFFD: for people, not for file names. */
  public String toUtf8Text() {
    return new String(array, from, length(), StandardCharsets.UTF_8);
  }

  private static int checked(int index, int last) {
    if (index < 0 || index > last) {
      throw new IndexOutOfBoundsException(index + " is outside of 0 to " + last);
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that
        && Arrays.equals(array, from, to, that.array, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** Fit for one line of a log: printable ASCII as it is, anything else as {@code \xNN}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length());
    for (int i = 0; i < length(); i++) {
      int octet = at(i);
      if (octet >= 0x20 && octet < 0x7f && octet != '\\') {
        text.append((char) octet);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits((byte) octet));
      }
    }
    return text.toString();
  }
}
