package dev.handoff.gateway.http1;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body out of the octets of a connection, by the framing its head settled.
 *
 * <p>Strict about chunks (RFC 9112 §7.1): sizes are 1 to 15 hex digits, each line ends in CRLF,
 * extensions are bounded and dropped.
 */
public final class BodyReader {
  private static final int EXTENSION_LIMIT = 1024;
  private static final int TRAILER_LIMIT = 8 * 1024;
  private static final int SIZE_DIGITS = 15;

  /** Where the parts of a body go, in order. */
  public interface Sink {
    /** Content octets; the sink owns {@code data} and releases it. */
    void data(ByteBuf data);

    /**
     * The body is whole.
     *
     * @param trailers fields after the last chunk, or null; valid during the call
     */
    void end(@Nullable Head trailers);
  }

  private enum State {
    NONE,
    LENGTH,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_SIZE_LF,
    CHUNK_DATA,
    CHUNK_DATA_CR,
    CHUNK_DATA_LF,
    TRAILERS
  }

  private State state = State.NONE;
  private long left;
  private int digits;
  private int extension;
  private @Nullable Trailers trailers;
  private @Nullable HeadReader trailerReader;

  /** Starts on the body of {@code head}. */
  public void start(Head head) {
    trailers = null;
    trailerReader = null;
    switch (head.framing()) {
      case NONE -> state = State.NONE;
      case LENGTH -> {
        state = State.LENGTH;
        left = head.contentLength();
      }
      case CHUNKED -> startChunk();
      case UNTIL_CLOSE -> state = State.UNTIL_CLOSE;
    }
  }

  /** Whether the body is whole. */
  public boolean isDone() {
    return state == State.NONE;
  }

  /** Whether the end of the connection ends this body rightly. */
  public boolean endsWithConnection() {
    return state == State.UNTIL_CLOSE;
  }

  /** Octets of the body, or of the current chunk, that are still to come; 0 where unknown. */
  public long left() {
    return state == State.LENGTH || state == State.CHUNK_DATA ? left : 0;
  }

  /** Reads what belongs to the body and leaves the rest in {@code in}. */
  public void read(ByteBuf in, Sink sink) throws MalformedMessageException {
    while (in.isReadable() && state != State.NONE) {
      switch (state) {
        case LENGTH -> {
          int count = take(in, sink);
          if (count == 0) {
            return;
          }
          if (left == 0) {
            finish(sink, null);
          }
        }
        case UNTIL_CLOSE -> sink.data(in.readRetainedSlice(in.readableBytes()));
        case CHUNK_DATA -> {
          take(in, sink);
          if (left == 0) {
            state = State.CHUNK_DATA_CR;
          }
        }
        case CHUNK_SIZE -> size(in.readByte());
        case CHUNK_EXTENSION -> extension(in.readByte());
        case CHUNK_SIZE_LF -> {
          expect(in.readByte(), '\n');
          state = left == 0 ? State.TRAILERS : State.CHUNK_DATA;
        }
        case CHUNK_DATA_CR -> {
          expect(in.readByte(), '\r');
          state = State.CHUNK_DATA_LF;
        }
        case CHUNK_DATA_LF -> {
          expect(in.readByte(), '\n');
          startChunk();
        }
        case TRAILERS -> readTrailers(in, sink);
        case NONE -> {}
      }
    }
  }

  private int take(ByteBuf in, Sink sink) {
    int count = (int) Math.min(left, in.readableBytes());
    left -= count;
    sink.data(in.readRetainedSlice(count));
    return count;
  }

  private void startChunk() {
    state = State.CHUNK_SIZE;
    left = 0;
    digits = 0;
    extension = 0;
  }

  private void size(byte octet) throws MalformedMessageException {
    int digit = Character.digit(octet, 16);
    // Character.digit knows other scripts, but not below 0x80.
    if (octet >= 0 && digit >= 0) {
      if (++digits > SIZE_DIGITS) {
        throw new MalformedMessageException(400, "a chunk size of too many digits");
      }
      left = left << 4 | digit;
      return;
    }
    if (digits == 0) {
      throw new MalformedMessageException(400, "a chunk size without digits");
    }
    if (octet == '\r') {
      state = State.CHUNK_SIZE_LF;
    } else if (octet == ';') {
      state = State.CHUNK_EXTENSION;
    } else {
      throw new MalformedMessageException(400, "a chunk size that is not hexadecimal");
    }
  }

  private void extension(byte octet) throws MalformedMessageException {
    if (octet == '\r') {
      state = State.CHUNK_SIZE_LF;
    } else if (!Octets.isValue(octet)) {
      throw new MalformedMessageException(400, "a control octet in a chunk extension");
    } else if (++extension > EXTENSION_LIMIT) {
      throw new MalformedMessageException(400, "a chunk extension over 1024 octets");
    }
  }

  private static void expect(byte octet, char wanted) throws MalformedMessageException {
    if (octet != wanted) {
      throw new MalformedMessageException(400, "a chunk that does not end where its size says");
    }
  }

  private void readTrailers(ByteBuf in, Sink sink) throws MalformedMessageException {
    Trailers fields = trailers;
    HeadReader reader = trailerReader;
    if (fields == null || reader == null) {
      fields = new Trailers();
      reader = new HeadReader(fields, TRAILER_LIMIT, TRAILER_LIMIT, 64);
      reader.restart(fields);
      reader.expectNoStartLine();
      trailers = fields;
      trailerReader = reader;
    }
    if (reader.read(in)) {
      finish(sink, fields.fieldCount() == 0 ? null : fields);
    }
  }

  private void finish(Sink sink, @Nullable Head fields) {
    state = State.NONE;
    sink.end(fields);
  }
}
