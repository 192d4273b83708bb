package dev.handoff.core.response;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to answer, decided before a byte is read. Holds no handle, stream or clock.
 *
 * <p>A HEAD gets the plan of its GET; the caller leaves the content out.
 */
public sealed interface ResponsePlan {
  int status();

  /** The fields this plan itself owns. */
  List<Field> fields();

  /**
   * Whether a field that an app, a store or a location gave for its 200 may stand beside {@link
   * #fields}. A Vary may, even beside another: it is a list. A Content-Encoding that is meant for
   * the file should be told to the {@link Representation}, so that no multipart answer is made of
   * it.
   */
  boolean carries(String fieldName);

  /**
   * Content-Length as {@link #fields} have it. Empty for a length nobody knows yet, for 304 and for
   * errors, whose document is not part of the plan.
   */
  OptionalLong contentLength();

  /** 200: all of it. */
  record Full(Representation representation) implements ResponsePlan {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public List<Field> fields() {
      return representation.fields();
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideWhole(fieldName, representation);
    }

    @Override
    public OptionalLong contentLength() {
      return representation.length();
    }
  }

  /** 206 with one part as its content (RFC 9110 §15.3.7.1). */
  record Partial(Representation representation, ByteRange range) implements ResponsePlan {
    @Override
    public int status() {
      return 206;
    }

    /**
     * Everything a 200 would have, also after If-Range: the shorter form that RFC 9110 §15.3.7
     * suggests there saves a few octets and loses clients that look for a type.
     */
    @Override
    public List<Field> fields() {
      String contentRange = range.contentRange(representation.length().orElseThrow());
      return Fields.of(
          representation.contentType(),
          contentLength(),
          List.of(new Field("Content-Range", contentRange)),
          representation.metadata());
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besidePart(fieldName, representation);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.of(range.length());
    }
  }

  /**
   * 206 with several parts (RFC 9110 §15.3.7.2). To send: for each part its head, then its slice;
   * at last the closing delimiter. If a slice fails, abort the connection.
   *
   * @param parts in the order to send them
   * @param boundary between the parts, as Content-Type names it
   * @param totalLength of the content: heads, slices and closing delimiter
   */
  record MultiPart(
      Representation representation, List<Part> parts, String boundary, long totalLength)
      implements ResponsePlan {
    public MultiPart {
      parts = List.copyOf(parts);
    }

    /** {@code CRLF "--" boundary "--" CRLF}, one octet a char. */
    public String closingDelimiter() {
      return Part.closingDelimiter(boundary);
    }

    @Override
    public int status() {
      return 206;
    }

    @Override
    public List<Field> fields() {
      return Fields.of(
          Optional.of("multipart/byteranges; boundary=" + boundary),
          contentLength(),
          List.of(),
          representation.metadata());
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besidePart(fieldName, representation);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.of(totalLength);
    }
  }

  /** 304: the client has it (RFC 9110 §15.4.5). */
  record NotModified(Representation representation) implements ResponsePlan {
    @Override
    public int status() {
      return 304;
    }

    @Override
    public List<Field> fields() {
      return representation.updates();
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideNotModified(fieldName);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.empty();
    }
  }

  /** 412: not the version the client meant (RFC 9110 §15.5.13). */
  record PreconditionFailed() implements ResponsePlan {
    @Override
    public int status() {
      return 412;
    }

    @Override
    public List<Field> fields() {
      return List.of();
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideError(fieldName);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.empty();
    }
  }

  /**
   * 416: no byte asked for exists (RFC 9110 §15.5.17).
   *
   * @param completeLength of the representation, in bytes
   */
  record RangeNotSatisfiable(long completeLength) implements ResponsePlan {
    @Override
    public int status() {
      return 416;
    }

    @Override
    public List<Field> fields() {
      return List.of(new Field("Content-Range", "bytes */" + completeLength));
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideError(fieldName);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.empty();
    }
  }

  /** 405: files are only read (RFC 9110 §15.5.6). */
  record MethodNotAllowed() implements ResponsePlan {
    @Override
    public int status() {
      return 405;
    }

    @Override
    public List<Field> fields() {
      return List.of(Fields.ALLOW);
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideError(fieldName);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.empty();
    }
  }

  /** 204 to OPTIONS: what may be asked (RFC 9110 §9.3.7). */
  record Options() implements ResponsePlan {
    @Override
    public int status() {
      return 204;
    }

    @Override
    public List<Field> fields() {
      return List.of(Fields.ALLOW);
    }

    @Override
    public boolean carries(String fieldName) {
      return ForeignFields.besideError(fieldName);
    }

    @Override
    public OptionalLong contentLength() {
      return OptionalLong.empty();
    }
  }
}
