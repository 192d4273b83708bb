package dev.handoff.servlet;

import dev.handoff.core.paths.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a client as containers write it. */
final class AddressText {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private AddressText() {}

  /** 4 or 16 octets; empty when it is no address. Never a name, so nothing is looked up. */
  static Optional<Octets> octets(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    int zone = bare.indexOf('%');
    String address = zone < 0 ? bare : bare.substring(0, zone);
    boolean literal =
        V4.matcher(address).matches()
            || (address.indexOf(':') >= 0 && V6.matcher(address).matches());
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(Octets.wrap(InetAddress.getByName(address).getAddress()));
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }
}
