package dev.handoff.gateway.deliver.store.names;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code /etc/resolv.conf} says, read as resolv.conf(5) has it: at most three name servers,
 * the last of {@code domain} and {@code search} counts, options have upper bounds.
 *
 * @param servers never empty: without any, the one on this machine is meant
 * @param search domains that are put behind a name with fewer than {@code ndots} dots
 * @param timeout for one question to one server
 * @param attempts how often each server is asked
 */
record ResolvConf(
    List<InetAddress> servers, List<String> search, int ndots, Duration timeout, int attempts) {
  private static final int MOST_SERVERS = 3;
  private static final int MOST_DOTS = 15;
  private static final int LONGEST_SECONDS = 30;
  private static final int MOST_ATTEMPTS = 5;
  private static final Pattern BLANK = Pattern.compile("[ \\t]+");

  static ResolvConf parse(List<String> lines) {
    List<InetAddress> servers = new ArrayList<>();
    List<String> search = List.of();
    int ndots = 1;
    int seconds = 5;
    int attempts = 2;
    for (String line : lines) {
      String[] words = BLANK.split(line.strip());
      switch (words[0]) {
        case "nameserver" -> {
          if (words.length > 1 && servers.size() < MOST_SERVERS) {
            address(words[1]).ifPresent(servers::add);
          }
        }
        case "domain", "search" -> search = domains(words);
        case "options" -> {
          for (String option : words) {
            ndots = value(option, "ndots:", MOST_DOTS).orElse(ndots);
            seconds = value(option, "timeout:", LONGEST_SECONDS).orElse(seconds);
            attempts = value(option, "attempts:", MOST_ATTEMPTS).orElse(attempts);
          }
        }
        default -> {
          // Comments, and what only other resolvers know.
        }
      }
    }
    if (servers.isEmpty()) {
      servers.add(InetAddress.ofLiteral("127.0.0.1"));
    }
    return new ResolvConf(
        List.copyOf(servers),
        search,
        ndots,
        Duration.ofSeconds(Math.max(1, seconds)),
        Math.max(1, attempts));
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private static List<String> domains(String[] words) {
    List<String> domains = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      String domain =
          words[i].endsWith(".") ? words[i].substring(0, words[i].length() - 1) : words[i];
      if (!domain.isEmpty()) {
        domains.add(domain);
      }
    }
    return List.copyOf(domains);
  }

  private static Optional<Integer> value(String option, String name, int most) {
    if (!option.startsWith(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Math.clamp(Integer.parseInt(option.substring(name.length())), 0, most));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
