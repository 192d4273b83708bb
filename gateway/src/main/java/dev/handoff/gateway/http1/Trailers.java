package dev.handoff.gateway.http1;

/** The fields behind a body: a head without a start line. */
public final class Trailers extends Head {
  @Override
  void startLine(int from, int to) {}

  @Override
  void complete() {}
}
