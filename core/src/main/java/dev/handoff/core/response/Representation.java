package dev.handoff.core.response;

import dev.handoff.core.coding.Coding;
import dev.handoff.core.coding.Sidecars;
import dev.handoff.core.digest.Digest;
import dev.handoff.core.fields.Field;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What could be sent: the facts of one open file, object or answer (RFC 9110 §3.2).
 *
 * <p>Immutable and shareable. The fields of the whole (200) are made once, so whoever keeps a file
 * open for many requests keeps its representation too, and a plain GET then costs next to nothing.
 */
public final class Representation {
  private final OptionalLong length;
  private final Validators validators;
  private final Optional<String> contentType;
  private final boolean ranges;
  private final Optional<String> contentEncoding;
  private final Optional<String> vary;
  private final Optional<Digest> digest;
  private final List<Field> metadata;
  private final List<Field> updates;
  private final List<Field> fields;
  private final ResponsePlan.Full full;

  private Representation(
      OptionalLong length,
      Validators validators,
      Optional<String> contentType,
      boolean ranges,
      Optional<String> contentEncoding,
      Optional<String> vary,
      Optional<Digest> digest) {
    this.length = length;
    this.validators = validators;
    this.contentType = contentType;
    this.ranges = ranges;
    this.contentEncoding = contentEncoding;
    this.vary = vary;
    this.digest = digest;
    Optional<Field> tag = validators.entityTag().map(Fields::eTag);
    Optional<Field> date = validators.lastModified().map(Fields::lastModified);
    Optional<Field> choice = vary.map(names -> new Field("Vary", names));
    List<Field> described = new ArrayList<>(6);
    contentEncoding.ifPresent(coding -> described.add(new Field("Content-Encoding", coding)));
    tag.ifPresent(described::add);
    date.ifPresent(described::add);
    if (length.isPresent()) {
      described.add(ranges ? Fields.ACCEPT_BYTES : Fields.ACCEPT_NONE);
    }
    choice.ifPresent(described::add);
    digest.ifPresent(known -> described.add(known.reprDigest()));
    List<Field> repeated = new ArrayList<>(2);
    tag.or(() -> date).ifPresent(repeated::add);
    choice.ifPresent(repeated::add);
    this.metadata = List.copyOf(described);
    this.updates = List.copyOf(repeated);
    this.fields = Fields.of(contentType, length, List.of(), metadata);
    this.full = new ResponsePlan.Full(this);
  }

  /**
   * @param length in bytes; empty: made while it is sent, so no ranges and no Content-Length
   * @param contentType value of Content-Type; empty: none is sent
   * @param ranges whether any slice can be sent; false: Range is ignored and {@code Accept-Ranges:
   *     none} says so
   */
  public static Representation of(
      OptionalLong length, Validators validators, Optional<String> contentType, boolean ranges) {
    if (length.isPresent() && length.getAsLong() < 0) {
      throw new IllegalArgumentException("a length is not negative: " + length.getAsLong());
    }
    return new Representation(
        length,
        validators,
        contentType,
        ranges,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * This as the compressed sibling of a file: its own bytes and times, the file's type. The tag
   * gets the coding's name, so that it differs from the file's even if size and time are alike (RFC
   * 9110 §8.8.3.3).
   */
  public Representation asSibling(Coding coding) {
    return new Representation(
        length,
        validators.withTagSuffix('-' + coding.token()),
        contentType,
        ranges,
        Optional.of(coding.token()),
        Optional.of(Sidecars.VARY),
        digest);
  }

  /** With the content coding its bytes already have, such as {@code gzip}. */
  public Representation withContentEncoding(String coding) {
    return new Representation(
        length, validators, contentType, ranges, Optional.of(coding), vary, digest);
  }

  /** With request fields that chose it among others, such as {@code Accept-Encoding}. */
  public Representation withVary(String fieldNames) {
    return new Representation(
        length, validators, contentType, ranges, contentEncoding, Optional.of(fieldNames), digest);
  }

  /** With a known digest of all its bytes, coded as they are (RFC 9530 §2). */
  public Representation withDigest(Digest known) {
    return new Representation(
        length, validators, contentType, ranges, contentEncoding, vary, Optional.of(known));
  }

  /** This one, its modification date left out if it has not come yet. */
  Representation asOf(Instant now) {
    Validators current = validators.asOf(now);
    return current.equals(validators)
        ? this
        : new Representation(length, current, contentType, ranges, contentEncoding, vary, digest);
  }

  /** Size in bytes; empty if unknown. */
  public OptionalLong length() {
    return length;
  }

  public Validators validators() {
    return validators;
  }

  public Optional<String> contentType() {
    return contentType;
  }

  /** Whether any slice can be sent. */
  public boolean ranges() {
    return ranges && length.isPresent();
  }

  public Optional<String> contentEncoding() {
    return contentEncoding;
  }

  /** Value of Vary; empty if it was chosen by nothing but its name. */
  public Optional<String> vary() {
    return vary;
  }

  Optional<Digest> digest() {
    return digest;
  }

  /** Fields of a 200 that sends all of it. */
  List<Field> fields() {
    return fields;
  }

  ResponsePlan.Full full() {
    return full;
  }

  /** Fields that describe all of it, in a 200 as in a 206. */
  List<Field> metadata() {
    return metadata;
  }

  /** What updates a stored answer: the tag, or for want of one the date; and Vary. */
  List<Field> updates() {
    return updates;
  }

  @Override
  public String toString() {
    return "Representation" + fields;
  }
}
