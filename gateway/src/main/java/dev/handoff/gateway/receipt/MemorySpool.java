package dev.handoff.gateway.receipt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps receipts while the process lives. */
final class MemorySpool implements Spool {
  /** What an array and its place in a queue cost besides the octets. */
  private static final int OVERHEAD = 32;

  private long max;
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private long bytes;
  private long first;
  private long dropped;

  MemorySpool(long max) {
    this.max = max;
  }

  @Override
  public synchronized void limit(long maxBytes) {
    max = maxBytes;
  }

  @Override
  public synchronized void append(List<byte[]> receipts) {
    for (byte[] receipt : receipts) {
      kept.add(receipt);
      bytes += receipt.length + OVERHEAD;
    }
    while (bytes > max && !kept.isEmpty()) {
      dropFirst();
      dropped++;
    }
  }

  private void dropFirst() {
    bytes -= kept.removeFirst().length + OVERHEAD;
    first++;
  }

  @Override
  public synchronized Waiting peek(int most, long mostBytes) {
    List<byte[]> oldest = new ArrayList<>();
    long sum = 0;
    for (byte[] receipt : kept) {
      sum += receipt.length;
      if (oldest.size() == most || (sum > mostBytes && !oldest.isEmpty())) {
        break;
      }
      oldest.add(receipt);
    }
    return new Waiting(List.copyOf(oldest), new Place(0, first + oldest.size()));
  }

  @Override
  public synchronized void sent(Waiting received) {
    while (first < received.next().offset() && !kept.isEmpty()) {
      dropFirst();
    }
  }

  @Override
  public synchronized long waiting() {
    return kept.size();
  }

  @Override
  public synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  @Override
  public void close() {}
}
