package dev.handoff.files.sending;

import dev.handoff.core.store.Facts;
import dev.handoff.core.validators.Validators;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of a file on another server. */
final class RemoteBytes extends OpenSource {
  private final RemoteObject object;

  RemoteBytes(RemoteObject object) {
    this.object = object;
  }

  @Override
  public OptionalLong length() {
    return object.facts().length();
  }

  @Override
  Validators validators(Instant now) {
    return object.facts().validators();
  }

  @Override
  boolean hasRanges() {
    return object.facts().ranges() != Facts.Ranges.NONE;
  }

  @Override
  Optional<String> coding() {
    return object.facts().contentEncoding();
  }

  @Override
  public boolean waitsForOthers() {
    return true;
  }

  @Override
  void expect(long first, OptionalLong length) {
    object.expect(first, length);
  }

  @Override
  int read(long position, byte[] into, int offset, int length) throws IOException {
    return object.read(position, into, offset, length);
  }

  @Override
  public void close() {
    object.close();
  }
}
