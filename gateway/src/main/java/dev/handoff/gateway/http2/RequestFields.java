package dev.handoff.gateway.http2;

import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.HeadComposer;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.Trailers;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Makes heads of the field blocks of one connection (RFC 9113 §8).
 *
 * <p>What makes a request malformed there ends its stream. What HTTP/1 would answer with a status
 * (who is asked, which octets a target has, how much of anything there is) is answered here too.
 */
public final class RequestFields {
  private static final int METHOD = 1;
  private static final int SCHEME = 2;
  private static final int PATH = 4;
  private static final int AUTHORITY = 8;

  private final int lineLimit;
  private final int fieldLimit;
  private final Decoder decoder;

  // Of the block being decoded.
  private @Nullable HeadComposer composer;
  private boolean trailers;
  private int seen;
  private boolean regular;
  private @Nullable String broken;
  private @Nullable MalformedMessageException refused;

  /**
   * @param headLimit largest list of fields, as RFC 9113 §6.5.2 counts it
   */
  public RequestFields(int headLimit, int lineLimit, int fieldLimit) {
    this.lineLimit = lineLimit;
    this.fieldLimit = fieldLimit;
    this.decoder = new Decoder(headLimit);
  }

  /**
   * Decodes a request into {@code head}, which has been cleared.
   *
   * @param ends no body follows
   * @throws MalformedMessageException when it is to be answered with that status; {@code head} has
   *     what is known of it
   */
  public void request(int stream, ByteBuf block, boolean ends, RequestHead head)
      throws ConnectionError, StreamError, MalformedMessageException {
    HeadComposer into = new HeadComposer(head, lineLimit, fieldLimit);
    begin(into, false);
    decode(stream, block);
    if (broken == null && refused == null) {
      broken = whatIsMissing(head.method());
    }
    if (broken != null) {
      throw malformed(stream, broken);
    }
    if (refused != null) {
      throw refused;
    }
    try {
      into.completeRequest(!ends);
    } catch (MalformedMessageException wrong) {
      if (wrong.reason().contains("Content-Length")) {
        throw malformed(stream, wrong.reason());
      }
      throw wrong;
    }
    if (ends && head.framing() == BodyFraming.LENGTH) {
      throw malformed(stream, "a Content-Length without a body");
    }
  }

  /** Decodes what stands behind a body. */
  public Trailers trailers(int stream, ByteBuf block) throws ConnectionError, StreamError {
    Trailers fields = new Trailers();
    begin(new HeadComposer(fields, lineLimit, fieldLimit), true);
    decode(stream, block);
    if (broken == null && refused != null) {
      broken = refused.reason();
    }
    if (broken != null) {
      throw malformed(stream, broken);
    }
    return fields;
  }

  /** Decodes a block that nobody wants: the table of the decoder has to learn of it. */
  public void skip(int stream, ByteBuf block) throws ConnectionError {
    begin(null, false);
    decode(stream, block);
  }

  private static StreamError malformed(int stream, String reason) {
    return new StreamError(stream, ErrorCode.PROTOCOL_ERROR, reason);
  }

  private void begin(@Nullable HeadComposer into, boolean behindBody) {
    composer = into;
    trailers = behindBody;
    seen = 0;
    regular = false;
    broken = null;
    refused = null;
  }

  private void decode(int stream, ByteBuf block) throws ConnectionError {
    try {
      decoder.decodeHeaders(stream, block);
    } catch (Http2Exception.HeaderListSizeException large) {
      refused = new MalformedMessageException(431, "a head over the limit");
    } catch (Http2Exception undecodable) {
      throw new ConnectionError(ErrorCode.COMPRESSION_ERROR, "a field block that is no HPACK");
    } finally {
      composer = null;
    }
  }

  private void add(AsciiString name, AsciiString value) {
    HeadComposer into = composer;
    if (into == null || broken != null || refused != null) {
      return;
    }
    try {
      if (name.length() > 0 && name.byteAt(0) == ':') {
        pseudo(into, name, value);
      } else {
        regular = true;
        field(into, name, value);
      }
    } catch (MalformedMessageException wrong) {
      refused = wrong;
    }
  }

  private void pseudo(HeadComposer into, AsciiString name, AsciiString value)
      throws MalformedMessageException {
    if (trailers || regular) {
      broken = "a pseudo-field behind a field";
      return;
    }
    byte[] octets = value.array();
    int offset = value.arrayOffset();
    int length = value.length();
    switch (name.toString()) {
      case ":method" -> {
        once(METHOD);
        if (!into.method(octets, offset, length)) {
          broken = "a method that is no token";
        }
      }
      case ":scheme" -> {
        once(SCHEME);
        if (!value.contentEquals("https") && !value.contentEquals("http")) {
          throw new MalformedMessageException(400, "a scheme other than http and https");
        }
      }
      case ":path" -> {
        once(PATH);
        if (length == 0) {
          broken = "an empty :path";
        } else if (octets[offset] != '/' && !value.contentEquals("*")) {
          throw new MalformedMessageException(400, "a :path that does not begin with /");
        } else {
          into.target(octets, offset, length);
        }
      }
      case ":authority" -> {
        once(AUTHORITY);
        into.authority(octets, offset, length);
      }
      default -> broken = "a pseudo-field that no request has";
    }
  }

  private void once(int which) {
    if ((seen & which) != 0) {
      broken = "a pseudo-field twice";
    }
    seen |= which;
  }

  private void field(HeadComposer into, AsciiString name, AsciiString value)
      throws MalformedMessageException {
    FieldName known =
        into.field(
            name.array(),
            name.arrayOffset(),
            name.length(),
            value.array(),
            value.arrayOffset(),
            value.length());
    if (!into.isLegal()) {
      broken = "a field with an illegal name or value";
    } else if (known != null) {
      switch (known) {
        case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE ->
            broken = "a field that speaks of the connection";
        case TE -> {
          if (!value.contentEqualsIgnoreCase("trailers")) {
            broken = "TE with more than trailers";
          }
        }
        default -> {}
      }
    }
  }

  private @Nullable String whatIsMissing(RequestHead.Method method) {
    int needed = METHOD | SCHEME | PATH;
    if (method == RequestHead.Method.CONNECT) {
      return seen == (METHOD | AUTHORITY) ? null : "CONNECT with more or less than an authority";
    }
    return (seen & needed) == needed ? null : "a request without method, scheme and path";
  }

  /** Netty's, made to hand fields on instead of collecting them. */
  private final class Decoder extends DefaultHttp2HeadersDecoder {
    private final Collector collector = new Collector();

    Decoder(int limit) {
      super(false, false, limit);
    }

    @Override
    protected Http2Headers newHeaders() {
      return collector;
    }
  }

  private final class Collector extends DefaultHttp2Headers {
    Collector() {
      super(false, 2);
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
      RequestFields.this.add((AsciiString) name, (AsciiString) value);
      return this;
    }
  }
}
