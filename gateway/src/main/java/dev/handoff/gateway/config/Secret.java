package dev.handoff.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret that never shows itself: not in {@code toString}, a log or {@code config show}. Two are
 * equal when their octets are; the comparison takes the same time wherever they differ.
 */
public final class Secret {
  private final byte[] octets;

  public Secret(String value) {
    octets = value.getBytes(StandardCharsets.UTF_8);
  }

  /** Compares in time that does not depend on where the two differ. */
  public boolean matches(byte[] candidate) {
    return MessageDigest.isEqual(octets, candidate);
  }

  /** The text itself, for the one who has to send it. Never for a message. */
  public String reveal() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && matches(that.octets);
  }

  /** The same for all, so that it tells nothing about the octets. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
