package dev.handoff.gateway.upstream;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.gateway.config.AppConfig;
import java.util.Optional;

/**
 * The target an app sees: the octets that came, minus the prefix that is not the app's business.
 */
public final class AppTargets {
  private AppTargets() {}

  /**
   * @param rawPath octet for octet, beginning with a slash
   * @param rawQuery what follows the question mark
   */
  public static Octets of(AppConfig app, Octets rawPath, Optional<Octets> rawQuery) {
    Octets path = rawPath;
    boolean stripped = false;
    if (app.stripPrefix().isPresent() && isUnder(rawPath, app.stripPrefix().get())) {
      path = PercentEncoding.rawBelow(rawPath, segments(app.stripPrefix().get()));
      stripped = true;
    }
    int slash = stripped ? 1 : 0;
    int query = rawQuery.map(octets -> octets.length() + 1).orElse(0);
    byte[] target = new byte[slash + path.length() + query];
    if (stripped) {
      target[0] = '/';
    }
    path.copyTo(target, slash);
    if (rawQuery.isPresent()) {
      target[slash + path.length()] = '?';
      rawQuery.get().copyTo(target, slash + path.length() + 1);
    }
    return Octets.wrap(target);
  }

  private static boolean isUnder(Octets rawPath, String prefix) {
    Octets decoded = PercentEncoding.decode(rawPath);
    return decoded.startsWith(Octets.utf8(prefix))
        || decoded.is(prefix.substring(0, prefix.length() - 1));
  }

  private static int segments(String prefix) {
    return (int) prefix.chars().filter(c -> c == '/').count() - 1;
  }
}
