package dev.handoff.core.remote;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An address that is not an ordinary one of the public Internet, and why.
 *
 * <p>Sources: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890, RFC 8190),
 * the IPv6 address space registry (only 2000::/3 is global unicast), the multicast blocks (RFC
 * 5771, RFC 4291 §2.7). An IPv4 address inside an IPv6 form counts as itself: mapped and compatible
 * (RFC 4291 §2.5.5), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056). Where a registry has small
 * exceptions for protocols that no store speaks, the block is special as a whole; so is Teredo (RFC
 * 4380).
 *
 * @param block in CIDR notation
 * @param use what the block is for
 */
public record SpecialAddress(String block, String use) {

  private record Entry(AddressBlock block, String use) {
    Entry(String block, String use) {
      this(new AddressBlock(block), use);
    }
  }

  private static final List<Entry> V4 =
      List.of(
          new Entry("0.0.0.0/8", "this network, RFC 791"),
          new Entry("10.0.0.0/8", "private, RFC 1918"),
          new Entry("100.64.0.0/10", "shared by carriers, RFC 6598"),
          new Entry("127.0.0.0/8", "loopback, RFC 1122"),
          new Entry("168.63.129.16/32", "host service of a cloud's machines"),
          new Entry("169.254.0.0/16", "link-local and instance metadata, RFC 3927"),
          new Entry("172.16.0.0/12", "private, RFC 1918"),
          new Entry("192.0.0.0/24", "protocol assignments, RFC 6890"),
          new Entry("192.0.2.0/24", "documentation, RFC 5737"),
          new Entry("192.88.99.0/24", "6to4 relays, RFC 7526"),
          new Entry("192.168.0.0/16", "private, RFC 1918"),
          new Entry("198.18.0.0/15", "benchmarks, RFC 2544"),
          new Entry("198.51.100.0/24", "documentation, RFC 5737"),
          new Entry("203.0.113.0/24", "documentation, RFC 5737"),
          new Entry("224.0.0.0/4", "multicast, RFC 5771"),
          new Entry("255.255.255.255/32", "broadcast, RFC 919"),
          new Entry("240.0.0.0/4", "reserved, RFC 1112"));

  /** Inside 2000::/3; what is outside is special in any case, and named by {@link #V6_OUTSIDE}. */
  private static final List<Entry> V6_INSIDE =
      List.of(
          new Entry("2001::/32", "Teredo, RFC 4380"),
          new Entry("2001::/23", "protocol assignments, RFC 2928"),
          new Entry("2001:db8::/32", "documentation, RFC 3849"),
          new Entry("3fff::/20", "documentation, RFC 9637"));

  private static final List<Entry> V6_OUTSIDE =
      List.of(
          new Entry("::/128", "unspecified, RFC 4291"),
          new Entry("::1/128", "loopback, RFC 4291"),
          new Entry("64:ff9b:1::/48", "local NAT64, RFC 8215"),
          new Entry("fc00::/7", "unique local and instance metadata, RFC 4193"),
          new Entry("fe80::/10", "link-local, RFC 4291"),
          new Entry("fec0::/10", "site-local, RFC 3879"),
          new Entry("ff00::/8", "multicast, RFC 4291"),
          new Entry("::/0", "not global unicast, RFC 4291"));

  private static final AddressBlock GLOBAL_UNICAST = new AddressBlock("2000::/3");

  /** Where in an IPv6 form an IPv4 address stands. */
  private record Embedding(AddressBlock block, String form, int at) {
    Embedding(String block, String form, int at) {
      this(new AddressBlock(block), form, at);
    }

    byte[] inner(byte[] address) {
      return Arrays.copyOfRange(address, at, at + 4);
    }
  }

  /** What IPv4-mapped addresses begin with. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

  private static final Embedding NAT64 = new Embedding("64:ff9b::/96", "NAT64, RFC 6052", 12);
  private static final Embedding SIX_TO_FOUR = new Embedding("2002::/16", "6to4, RFC 3056", 2);

  /**
   * What is special about an address; empty for a public one.
   *
   * @param address 4 or 16 octets in network order
   */
  public static Optional<SpecialAddress> of(byte[] address) {
    if (address.length == 4) {
      return first(V4, address);
    }
    if (Arrays.equals(address, 0, 12, MAPPED, 0, 12)) {
      return inner(Arrays.copyOfRange(address, 12, 16), "IPv4-mapped");
    }
    if (NAT64.block().contains(address)) {
      return inner(NAT64.inner(address), NAT64.form());
    }
    if (!GLOBAL_UNICAST.contains(address)) {
      return first(V6_OUTSIDE, address);
    }
    if (SIX_TO_FOUR.block().contains(address)) {
      return inner(SIX_TO_FOUR.inner(address), SIX_TO_FOUR.form());
    }
    return first(V6_INSIDE, address);
  }

  private static Optional<SpecialAddress> inner(byte[] v4, String form) {
    return of(v4).map(of -> new SpecialAddress(of.block(), of.use() + " (inside " + form + ")"));
  }

  private static Optional<SpecialAddress> first(List<Entry> table, byte[] address) {
    for (Entry entry : table) {
      if (entry.block().contains(address)) {
        return Optional.of(new SpecialAddress(entry.block().toString(), entry.use()));
      }
    }
    return Optional.empty();
  }

  /** For a log: {@code 10.0.0.0/8: private, RFC 1918}. */
  @Override
  public String toString() {
    return block + ": " + use;
  }
}
