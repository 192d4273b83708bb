package dev.handoff.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One connection to a {@link ScriptedApp}: reads a request, plays the answer, again and again. */
final class AppConnection implements Runnable {
  private final ScriptedApp app;
  private final int number;
  private final Wire wire;
  private volatile boolean open = true;

  AppConnection(ScriptedApp app, int number, SocketChannel channel) throws IOException {
    this.app = app;
    this.number = number;
    this.wire = new Wire(channel);
    // A kept connection may idle as long as the test runs; the app's end ends it.
    wire.patience(Duration.ofMinutes(10));
  }

  boolean isOpen() {
    return open;
  }

  byte[] received() {
    return wire.received();
  }

  @Override
  public void run() {
    try {
      Optional<ReceivedRequest> head = readHead();
      while (head.isPresent() && play(head.get())) {
        head = readHead();
      }
    } catch (IOException | ClosedSelectorException | CancelledKeyException | Ended e) {
      // The other side went away or the app stopped; what was read is recorded.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  void end() {
    open = false;
    try {
      wire.close();
    } catch (IOException e) {
      // Nothing is left to do for a socket that cannot even be closed.
    }
  }

  /** Returns whether the connection goes on to a next request. */
  private boolean play(ReceivedRequest head) throws IOException, InterruptedException {
    Optional<Answer> early = app.answerAtHead(head);
    boolean bodyRead = early.isEmpty();
    Answer answer = bodyRead ? app.answer(readBody(head)) : early.get();
    for (Answer.Step step : answer.steps()) {
      switch (step) {
        case Answer.Step.Send(var octets) -> wire.write(octets);
        case Answer.Step.ReadBody _ -> {
          if (!bodyRead) {
            readBody(head);
            bodyRead = true;
          }
        }
        case Answer.Step.Pause(var time) -> LockSupport.parkNanos(time.toNanos());
        case Answer.Step.Await(var latch) -> {
          if (!latch.await(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return false;
          }
        }
        case Answer.Step.Signal(var latch) -> latch.countDown();
        case Answer.Step.Close _ -> {
          return false;
        }
        case Answer.Step.Reset _ -> {
          wire.reset();
          return false;
        }
        case Answer.Step.Hang _ -> {
          // Says nothing, but notices when the other side gives up.
          wire.skipToEnd();
          return false;
        }
      }
    }
    return true;
  }

  private Optional<ReceivedRequest> readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (String line = line(head); ; line = line(head)) {
      if (line == null) {
        return Optional.empty();
      }
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        break;
      }
    }
    List<Field> fields = Field.parse(lines.subList(1, lines.size()));
    ReceivedRequest request =
        new ReceivedRequest(number, head.toString(), fields, new byte[0], List.of());
    app.record(request);
    return Optional.of(request);
  }

  private ReceivedRequest readBody(ReceivedRequest head) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Field> trailers = List.of();
    boolean chunked =
        head.values("Transfer-Encoding").stream()
            .anyMatch(v -> v.toLowerCase().contains("chunked"));
    List<String> lengths = head.values("Content-Length");
    if (chunked) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        copy(size, body);
        line(new StringBuilder());
      }
      List<String> lines = new ArrayList<>();
      for (String line = line(new StringBuilder());
          line != null && !line.isEmpty();
          line = line(new StringBuilder())) {
        lines.add(line);
      }
      trailers = Field.parse(lines);
    } else if (!lengths.isEmpty()) {
      copy(Long.parseLong(lengths.getLast().trim()), body);
    }
    ReceivedRequest whole = head.withBody(body.toByteArray(), trailers);
    app.complete(head, whole);
    return whole;
  }

  private long chunkSize() throws IOException {
    String line = line(new StringBuilder());
    if (line == null) {
      throw new Ended();
    }
    return Long.parseLong(line.split(";", 2)[0].trim(), 16);
  }

  private void copy(long count, ByteArrayOutputStream into) throws IOException {
    for (long i = 0; i < count; i++) {
      int octet = wire.read();
      if (octet < 0) {
        throw new Ended();
      }
      into.write(octet);
    }
  }

  /** One line without its end, which is also added to {@code raw}; null at the end. */
  private String line(StringBuilder raw) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = wire.read(); octet >= 0; octet = wire.read()) {
      raw.append((char) octet);
      if (octet == '\n') {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
      line.append((char) octet);
    }
    return null;
  }

  /** The other side stopped in the middle of a request. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
