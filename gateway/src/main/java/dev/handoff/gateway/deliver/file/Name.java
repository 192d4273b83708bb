package dev.handoff.gateway.deliver.file;

import java.util.Arrays;

/**
 * Octets of a relative name as a key. Comparable, so that names chosen to collide cost a tree's
 * depth and not a list's length.
 */
final class Name implements Comparable<Name> {
  private final byte[] octets;
  private final int hash;

  /** The octets are not copied: whoever keeps the key passes octets of its own. */
  Name(byte[] octets) {
    this.octets = octets;
    this.hash = Arrays.hashCode(octets);
  }

  byte[] octets() {
    return octets;
  }

  Name copy() {
    return new Name(octets.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && hash == name.hash && Arrays.equals(octets, name.octets);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Name other) {
    return Arrays.compare(octets, other.octets);
  }
}
