package dev.handoff.gateway.route;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.upstream.App;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The table of one configuration. Immutable, shared by all loops. */
public final class Routes {
  private final Entry[] entries;
  private final boolean everyAppNamesHosts;

  /** One prefix; an app without hosts takes any. */
  private record Entry(Octets prefix, List<String> hosts, Route route) {
    /** What clients never reach goes before anything else. */
    boolean isHidden() {
      return route instanceof Route.None;
    }

    boolean matches(Octets path, String host) {
      return under(path) && (hosts.isEmpty() || hosts.contains(host));
    }

    /** {@code /x/} has {@code /x/y} and {@code /x} itself, but not {@code /xy}. */
    private boolean under(Octets path) {
      int bare = prefix.length() - 1;
      return path.length() > bare
          ? path.startsWith(prefix)
          : path.length() == bare && prefix.startsWith(path);
    }
  }

  private Routes(Entry[] entries, boolean everyAppNamesHosts) {
    this.entries = entries;
    this.everyAppNamesHosts = everyAppNamesHosts;
  }

  /** Collects the locations of a configuration. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private boolean anyApp;
    private boolean anyAppWithoutHosts;

    /**
     * @param prefix with leading and trailing slash
     */
    public Builder location(String prefix, Route route) {
      entries.add(new Entry(Octets.utf8(prefix), List.of(), route));
      return this;
    }

    public Builder app(App app) {
      anyApp = true;
      anyAppWithoutHosts |= app.config().hosts().isEmpty();
      for (String prefix : app.config().paths()) {
        entries.add(
            new Entry(
                Octets.utf8(prefix), app.config().hosts(), new Route.ToApp(app, segments(prefix))));
      }
      return this;
    }

    /**
     * Keeps clients from a path of an app and what is below it, whatever locations say.
     *
     * @param prefix as clients would write it, with leading and trailing slash
     * @param hosts of the app; empty: any
     */
    public Builder hidden(String prefix, List<String> hosts) {
      entries.add(new Entry(Octets.utf8(prefix), hosts, Route.None.NONE));
      return this;
    }

    public Routes build() {
      // Longest first; of two alike the one that names hosts is the closer match.
      entries.sort(
          Comparator.comparing((Entry entry) -> !entry.isHidden())
              .thenComparingInt(entry -> -entry.prefix().length())
              .thenComparing(entry -> entry.hosts().isEmpty()));
      return new Routes(entries.toArray(new Entry[0]), anyApp && !anyAppWithoutHosts);
    }
  }

  /** How many segments a prefix has: {@code /} none, {@code /a/b/} two. */
  public static int segments(String prefix) {
    return (int) prefix.chars().filter(c -> c == '/').count() - 1;
  }

  /**
   * The route of a path that begins with a slash.
   *
   * @param host lower case, without port
   */
  public Route select(Octets path, String host) {
    for (Entry entry : entries) {
      if (entry.matches(path, host)) {
        return entry.route();
      }
    }
    return everyAppNamesHosts && !knowsHost(host) ? Route.OtherHost.OTHER_HOST : Route.None.NONE;
  }

  private boolean knowsHost(String host) {
    for (Entry entry : entries) {
      if (entry.hosts().contains(host)) {
        return true;
      }
    }
    return false;
  }
}
