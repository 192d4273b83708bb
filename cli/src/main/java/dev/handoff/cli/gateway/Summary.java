package dev.handoff.cli.gateway;

import dev.handoff.cli.config.Verdict;
import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.LinksConfig.LinkPath;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.config.yaml.Problem;
import dev.handoff.gateway.config.yaml.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operator sees at the start: who answers which prefix. */
final class Summary {
  private record Line(String prefix, String arrow, String target, String remark) {
    static Line of(HttpsLines.Listener listener) {
      return new Line(listener.address(), "=", "HTTPS for " + listener.names(), listener.end());
    }
  }

  private Summary() {}

  static String of(Path file, Reading.Accepted accepted) {
    GatewayConfig config = accepted.config();
    StringBuilder text = new StringBuilder();
    text.append(file).append(" is fine (").append(Verdict.of(accepted)).append(")\n");
    for (Problem warning : accepted.problems()) {
      text.append(warning.text()).append('\n');
    }
    List<Line> lines = lines(config);
    int prefix = width(lines.stream().map(Line::prefix).toList());
    int target = width(lines.stream().map(Line::target).toList());
    for (Line line : lines) {
      String row =
          String.format(
              Locale.ROOT,
              "  %-" + prefix + "s %s %-" + target + "s  %s",
              line.prefix,
              line.arrow,
              line.target,
              line.remark);
      text.append(row.stripTrailing()).append('\n');
    }
    config
        .metrics()
        .ifPresent(metrics ->
            text.append("  metrics, /health and /ready on ")
                .append(shown(metrics.bind()))
                .append('\n'));
    config
        .receipts()
        .ifPresent(receipts ->
            text.append("  receipts go to ")
                .append(receipts.url())
                .append(", ")
                .append(kept(receipts)));
    return text.toString();
  }

  private static String kept(ReceiptsConfig receipts) {
    return receipts
            .spool()
            .map(folder -> "kept in " + folder + " until then")
            .orElse("best effort: without receipts.spool, those not sent yet are lost at the end")
        + "\n";
  }

  /** The line that says every listener accepts. */
  static String ready(List<String> urls) {
    String where = String.join(" ", urls);
    Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    long millis = Duration.between(started, Instant.now()).toMillis();
    return String.format(Locale.ROOT, "Ready in %.2f s: %s", millis / 1000.0, where);
  }

  private static List<Line> lines(GatewayConfig config) {
    List<Line> lines = new ArrayList<>(HttpsLines.of(config.edge()).map(Line::of).toList());
    for (AppConfig app : config.apps()) {
      String hosts = app.hosts().isEmpty() ? "" : "for " + String.join(", ", app.hosts());
      for (String path : app.paths()) {
        lines.add(new Line(path, "→", app.name() + " " + shown(app.address()), hosts));
      }
    }
    for (PublicLocation location : config.publicLocations()) {
      lines.add(new Line(location.prefix(), "=", location.root().toString(), "public"));
    }
    for (LinkPath path : config.links().paths()) {
      lines.add(new Line(path.prefix(), "=", path.from(), "by signed link"));
    }
    for (InternalLocation location : config.internalLocations()) {
      lines.add(new Line(location.prefix(), "=", shown(location), remark(location, config)));
    }
    return lines;
  }

  /** For whom it is: apps, holders of links, or locations that have no such file. */
  private static String remark(InternalLocation location, GatewayConfig config) {
    String apps =
        config.apps().stream()
            .filter(app -> app.mayDeliver().contains(location.prefix()))
            .map(AppConfig::name)
            .collect(Collectors.joining(", "));
    String before =
        config.internalLocations().stream()
            .filter(other -> other.fallback().filter(location.prefix()::equals).isPresent())
            .map(InternalLocation::prefix)
            .collect(Collectors.joining(", "));
    boolean linked =
        config.links().paths().stream().anyMatch(path -> path.from().equals(location.prefix()));
    String whom =
        Stream.of(apps, linked ? "links" : "")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    if (whom.isEmpty() && before.isEmpty()) {
      whom = "nobody";
    }
    String behind = before.isEmpty() ? "" : ", behind " + before;
    return "internal" + (whom.isEmpty() ? "" : ", for " + whom) + behind;
  }

  private static String shown(InternalLocation location) {
    return switch (location) {
      case InternalLocation.Folder folder -> folder.root().toString();
      case InternalLocation.Http http -> shown(http.store());
      case InternalLocation.S3 s3 -> shown(s3.store());
    };
  }

  private static String shown(ListenAddress address) {
    return switch (address) {
      case ListenAddress.Tcp tcp -> (tcp.host().isEmpty() ? "*" : tcp.host()) + ":" + tcp.port();
      case ListenAddress.Unix unix -> "unix:" + unix.path();
    };
  }

  private static String shown(HttpStore store) {
    if (store.base().isPresent()) {
      return url(store.base().get());
    }
    AllowedUrl first = store.allow().getFirst();
    int more = store.allow().size() - 1;
    String url = url(new StoreBase(first.https(), first.host(), first.port(), first.path()));
    return "URLs of " + url + (more > 0 ? " and " + more + " more" : "");
  }

  private static String shown(S3Store store) {
    String where = store.endpoint().map(Summary::url).orElse(store.region());
    String direct = store.deliver() instanceof S3Store.Deliver.Redirect ? ", by itself" : "";
    return "s3 bucket " + store.bucket() + " (" + where + ")" + direct;
  }

  private static String url(StoreBase base) {
    String host = base.host().contains(":") ? "[" + base.host() + "]" : base.host();
    String port = base.port() == (base.https() ? 443 : 80) ? "" : ":" + base.port();
    return (base.https() ? "https://" : "http://") + host + port + base.path();
  }

  private static String shown(AppAddress address) {
    return switch (address) {
      case AppAddress.Tcp(String host, int port) ->
          "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      case AppAddress.Unix(Path path) -> "unix:" + path;
      case AppAddress.Uwsgi(AppAddress.Tcp(String host, int port), _) ->
          "uwsgi://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      case AppAddress.Uwsgi(AppAddress.Unix(Path path), _) -> "uwsgi:unix:" + path;
    };
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}
