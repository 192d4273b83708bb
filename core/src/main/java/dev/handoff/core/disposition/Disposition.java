package dev.handoff.core.disposition;

import dev.handoff.core.fields.FieldSyntax;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of a Content-Disposition field (RFC 6266). Immutable.
 *
 * <p>A name is never taken from a request: whoever makes a disposition gives the name (a name out
 * of the URL is how a reflected answer becomes {@code setup.bat}).
 */
public final class Disposition {

  private final String type;
  private final Optional<String> name;
  private final NameRules rules;

  private Disposition(String type, Optional<String> name, NameRules rules) {
    this.type = type;
    this.name = name;
    this.rules = rules;
  }

  /** To be saved, under whatever name the client finds. */
  public static Disposition attachment() {
    return new Disposition("attachment", Optional.empty(), NameRules.PORTABLE);
  }

  /**
   * To be saved under that name, made fit for every system.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public static Disposition attachment(String name) {
    return of("attachment", name, NameRules.PORTABLE);
  }

  /** To be shown. */
  public static Disposition inline() {
    return new Disposition("inline", Optional.empty(), NameRules.PORTABLE);
  }

  /**
   * To be shown, and saved under that name if the user says so.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public static Disposition inline(String name) {
    return of("inline", name, NameRules.PORTABLE);
  }

  /**
   * Any type with a name.
   *
   * @throws IllegalArgumentException if the type is no token or the name is empty
   */
  public static Disposition of(String type, String name, NameRules rules) {
    if (!FieldSyntax.isToken(type)) {
      throw new IllegalArgumentException("a disposition type is a token such as attachment");
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a disposition with an empty name; leave the name out or give one");
    }
    return new Disposition(type.toLowerCase(Locale.ROOT), Optional.of(name), rules);
  }

  /**
   * Reads a field value. {@code filename*} wins over {@code filename}; if it cannot be read
   * (unknown character set, malformed escape) {@code filename} counts. The name is what the sender
   * wrote: clean it before it becomes the name of a file, or make a disposition of it again.
   *
   * @return empty for what is no disposition
   */
  public static Optional<Disposition> parse(String value) {
    return DispositionReader.read(value)
        .map(read ->
            new Disposition(
                read.type(), read.name().filter(n -> !n.isEmpty()), NameRules.PORTABLE));
  }

  /** {@code attachment}, {@code inline} or another token, in lower case. */
  public String type() {
    return type;
  }

  /** Whether it is to be saved: so is every type that is unknown (RFC 6266 §4.2). */
  public boolean isAttachment() {
    return !type.equals("inline");
  }

  /** The name as it was given, not yet cleaned. */
  public Optional<String> name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Disposition that
        && type.equals(that.type)
        && name.equals(that.name)
        && rules == that.rules;
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + name.hashCode();
  }

  /** As a field value: printable ASCII, whatever the name is. */
  @Override
  public String toString() {
    if (name.isEmpty()) {
      return type;
    }
    String clean = CleanName.of(name.get(), rules);
    String fallback = AsciiFallback.of(clean, rules);
    String value = type + "; filename=\"" + fallback + "\"";
    return fallback.equals(clean) ? value : value + "; filename*=UTF-8''" + ExtValue.encode(clean);
  }
}
