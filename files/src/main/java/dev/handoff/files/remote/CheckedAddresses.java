package dev.handoff.files.remote;

import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.SpecialAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks names up, and lets only those addresses pass that a host may have. */
final class CheckedAddresses {
  private final RemoteRules rules;
  private final Names names;

  /** What knows the addresses of a name. Blocks. */
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A host that has addresses, but none that may be connected to. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  CheckedAddresses(RemoteRules rules, Names names) {
    this.rules = rules;
    this.names = names;
  }

  /** The allowed ones, in the resolver's order; never empty. */
  InetAddress[] of(String host) throws UnknownHostException {
    List<InetAddress> allowed = new ArrayList<>();
    String refused = "";
    for (InetAddress address : names.addresses(host)) {
      Optional<String> objection = objectionTo(host, address);
      if (objection.isEmpty()) {
        allowed.add(address);
      } else {
        refused = objection.get();
      }
    }
    if (allowed.isEmpty()) {
      throw new Refused(refused.isEmpty() ? host + " has no address" : refused);
    }
    return allowed.toArray(new InetAddress[0]);
  }

  /** Why an address may not be connected to for that host. */
  Optional<String> objectionTo(String host, InetAddress address) {
    return rules.mayBePrivate(host)
        ? Optional.empty()
        : SpecialAddress.of(address.getAddress())
            .map(special -> host + " leads to " + address.getHostAddress() + " (" + special + ")");
  }
}
