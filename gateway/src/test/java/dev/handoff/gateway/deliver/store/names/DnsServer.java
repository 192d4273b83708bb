package dev.handoff.gateway.deliver.store.names;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on loopback, over UDP and TCP, that knows what a test told it (RFC 1035 §4). */
final class DnsServer implements AutoCloseable {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int AAAA = 28;
  private static final int NXDOMAIN = 3;
  private static final int SERVFAIL = 2;
  private static final int TRUNCATED = 0x0200;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<String, List<Entry>> zone = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final Set<String> truncated = ConcurrentHashMap.newKeySet();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final AtomicInteger dropped = new AtomicInteger();
  private volatile boolean failing;
  private volatile boolean mute;

  private record Entry(int type, int ttl, byte[] data) {}

  DnsServer() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    DatagramSocket first = null;
    ServerSocket second = null;
    try {
      while (second == null) {
        first = new DatagramSocket(new InetSocketAddress(loopback, 0));
        try {
          second = new ServerSocket(first.getLocalPort(), 16, loopback);
        } catch (BindException taken) {
          first.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    udp = first;
    tcp = second;
    Thread.ofVirtual().name("dns-udp").start(this::serveUdp);
    Thread.ofVirtual().name("dns-tcp").start(this::serveTcp);
  }

  int port() {
    return udp.getLocalPort();
  }

  DnsServer address(String name, int ttlSeconds, String... addresses) {
    List<Entry> entries = new ArrayList<>();
    for (String address : addresses) {
      byte[] octets = InetAddress.ofLiteral(address).getAddress();
      entries.add(new Entry(octets.length == 4 ? A : AAAA, ttlSeconds, octets));
    }
    zone.put(name, entries);
    return this;
  }

  DnsServer alias(String name, String of) {
    zone.put(name, List.of(new Entry(CNAME, 60, name(of))));
    return this;
  }

  void forget(String name) {
    zone.remove(name);
  }

  /** Says nothing when asked for a type, such as {@code AAAA store.test}. */
  DnsServer silent(String question) {
    silent.add(question);
    return this;
  }

  /** Sends clients to TCP for this name. */
  DnsServer truncated(String name) {
    truncated.add(name);
    return this;
  }

  DnsServer dropNext(int count) {
    dropped.set(count);
    return this;
  }

  DnsServer failing(boolean fails) {
    failing = fails;
    return this;
  }

  DnsServer mute(boolean isMute) {
    mute = isMute;
    return this;
  }

  /** {@code A store.test} and so on, in order. */
  List<String> questions() {
    return questions;
  }

  /** From how many ports questions came. */
  int ports() {
    return ports.size();
  }

  private void serveUdp() {
    byte[] buffer = new byte[4096];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        ports.add(packet.getPort());
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()), true);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      // The socket was closed: that is how the server stops.
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (Socket client = tcp.accept()) {
          DataInputStream in = new DataInputStream(client.getInputStream());
          byte[] question = in.readNBytes(in.readUnsignedShort());
          byte[] answer = answer(ByteBuffer.wrap(question), false);
          DataOutputStream out = new DataOutputStream(client.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
          in.read();
        }
      }
    } catch (IOException closed) {
      // The socket was closed: that is how the server stops.
    }
  }

  private byte[] answer(ByteBuffer query, boolean overUdp) throws IOException {
    int id = query.getShort();
    query.position(12);
    int start = query.position();
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
    }
    int type = query.getShort();
    query.getShort();
    byte[] question = new byte[query.position() - start];
    query.get(start, question);
    String text = (type == A ? "A " : type == AAAA ? "AAAA " : type + " ") + name;
    questions.add(text);
    if (mute || silent.contains(text) || dropped.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return new byte[0];
    }
    boolean cut = overUdp && truncated.contains(name.toString());
    List<Entry> known = zone.get(name.toString());
    int code = failing ? SERVFAIL : known == null ? NXDOMAIN : 0;
    List<Entry> entries =
        known == null || cut || failing
            ? List.of()
            : known.stream().filter(e -> e.type() == type || e.type() == CNAME).toList();

    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(octets);
    out.writeShort(id);
    out.writeShort(0x8180 | (cut ? TRUNCATED : 0) | code);
    out.writeShort(1);
    out.writeShort(entries.size());
    out.writeInt(0);
    out.write(question);
    for (Entry entry : entries) {
      out.writeShort(0xC00C);
      out.writeShort(entry.type());
      out.writeShort(1);
      out.writeInt(entry.ttl());
      out.writeShort(entry.data().length);
      out.write(entry.data());
    }
    return octets.toByteArray();
  }

  private static byte[] name(String dotted) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String label : dotted.split("\\.")) {
      octets.write(label.length());
      octets.writeBytes(label.getBytes(US_ASCII));
    }
    octets.write(0);
    return octets.toByteArray();
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
