package dev.handoff.servlet.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A store that answers as a test says, octet for octet, and tells what it was asked. */
public final class ScriptedStore implements AutoCloseable {
  private final ServerSocket server;
  private final Script script;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** One request. */
  public record Asked(int number, String line, List<String> fields) {
    public String target() {
      return line.split(" ")[1];
    }

    /** The only value of that name; empty if there is none. */
    public String field(String name) {
      return fields.stream()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** What to answer. */
  public interface Script {
    /** Writes an answer; to throw closes the connection. */
    void answer(Asked asked, OutputStream out) throws IOException;
  }

  public ScriptedStore(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "store");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        thread(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          head.add(line);
        }
        Asked one;
        synchronized (asked) {
          one = new Asked(asked.size(), head.get(0), head.subList(1, head.size()));
          asked.add(one);
        }
        script.answer(one, socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException over) {
      left.add(true);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the other side left");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Writes a head and a text. */
  public static void write(OutputStream out, String head, String body) throws IOException {
    out.write((head.strip().replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(ISO_8859_1));
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url(String target) {
    return "http://127.0.0.1:" + port() + target;
  }

  public List<Asked> asked() {
    return asked;
  }

  /** Gets one for each connection that ended. */
  public BlockingQueue<Boolean> left() {
    return left;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
