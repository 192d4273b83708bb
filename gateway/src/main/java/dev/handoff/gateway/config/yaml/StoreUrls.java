package dev.handoff.gateway.config.yaml;

import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.core.remote.WrittenUrl;
import dev.handoff.gateway.config.StoreBase;

/** URLs of stores: an operator's own, and patterns of what apps may name. */
final class StoreUrls {
  static final Kind<StoreBase> BASE = new Kind<>("URL", StoreUrls::base, StoreUrls::show);
  static final Kind<AllowedUrl> ALLOWED =
      new Kind<>("URL, its first label may be `*`", StoreUrls::allowed, StoreUrls::show);

  private StoreUrls() {}

  private static Parsed<StoreBase> base(String text) {
    return url(text, false)
        .map(url -> new StoreBase(url.https(), url.host(), url.port(), url.path()));
  }

  private static Parsed<AllowedUrl> allowed(String text) {
    return url(text, true).map(AllowedUrl::of);
  }

  private static Parsed<WrittenUrl> url(String text, boolean pattern) {
    return switch (WrittenUrl.read(text, pattern, Quoted::of)) {
      case WrittenUrl.Reading.Accepted(WrittenUrl url) -> Parsed.good(url);
      case WrittenUrl.Reading.Refused(String problem, String fix) -> Parsed.bad(problem, fix);
    };
  }

  static String show(StoreBase base) {
    return show(base.https(), base.host(), base.port(), base.path());
  }

  private static String show(AllowedUrl url) {
    return show(url.https(), url.host(), url.port(), url.path());
  }

  private static String show(boolean https, String host, int port, String path) {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    String shownPort = port == (https ? 443 : 80) ? "" : ":" + port;
    return (https ? "https://" : "http://") + bracketed + shownPort + path;
  }
}
