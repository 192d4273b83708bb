package dev.handoff.gateway.limit.shared;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, for the four commands that budgets need (RESP2). A client library would
 * be seven times as large as all the rest of this package.
 */
final class RedisConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 1000;
  private static final int LONGEST_REPLY = 64 << 10;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  RedisConnection(String host, int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
      out = new BufferedOutputStream(socket.getOutputStream());
    } catch (IOException unreachable) {
      socket.close();
      throw unreachable;
    }
  }

  /**
   * Sends one command, in words.
   *
   * @return a {@link Long}, octets, or null for what is not there
   */
  @Nullable Object call(Object... words) throws IOException {
    out.write(("*" + words.length + "\r\n").getBytes(US_ASCII));
    for (Object word : words) {
      byte[] octets = word instanceof byte[] raw ? raw : word.toString().getBytes(UTF_8);
      out.write(("$" + octets.length + "\r\n").getBytes(US_ASCII));
      out.write(octets);
      out.write("\r\n".getBytes(US_ASCII));
    }
    out.flush();
    return reply();
  }

  private @Nullable Object reply() throws IOException {
    String line = line();
    String rest = line.isEmpty() ? "" : line.substring(1);
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> rest.getBytes(UTF_8);
      case ':' -> number(rest);
      case '$' -> bulk(number(rest));
      case '-' -> throw new IOException("Redis refuses: " + rest);
      default -> throw new IOException("this is not Redis");
    };
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("this is not Redis", e);
    }
  }

  private byte @Nullable [] bulk(long length) throws IOException {
    if (length < 0) {
      return null;
    }
    if (length > LONGEST_REPLY) {
      throw new IOException("a reply of " + length + " octets");
    }
    byte[] octets = in.readNBytes((int) length);
    if (octets.length < length || in.read() != '\r' || in.read() != '\n') {
      throw new IOException("the reply broke off");
    }
    return octets;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\r'; octet = in.read()) {
      if (octet < 0 || line.length() > LONGEST_REPLY) {
        throw new IOException(octet < 0 ? "Redis closed the connection" : "this is not Redis");
      }
      line.append((char) octet);
    }
    if (in.read() != '\n') {
      throw new IOException("this is not Redis");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
