package dev.handoff.gateway.handoff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.upstream.Introduction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an app is told about us with every request: which field we understand, and which folders it
 * may hand off from under which URI. Made once per configuration.
 */
public final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private Announcement() {}

  /** What to say; nothing to an app without grants, or one that wants to hear nothing. */
  public static Introduction of(AppConfig app, List<InternalLocation> locations) {
    List<RedirectMap.Entry> entries = new ArrayList<>();
    for (InternalLocation location : locations) {
      if (app.mayDeliver().contains(location.prefix())
          && location instanceof InternalLocation.Folder folder) {
        entries.add(
            new RedirectMap.Entry(
                Octets.utf8(slashed(folder.root().toString())), Octets.utf8(folder.prefix())));
      }
    }
    boolean accel = app.accept().contains(AppConfig.HandoffField.X_ACCEL_REDIRECT);
    boolean sendfile = app.accept().contains(AppConfig.HandoffField.X_SENDFILE);
    // A proof is worth its while to an app that only hands off what lies in stores, too.
    boolean worthwhile = !entries.isEmpty() || !app.frontKeys().isEmpty();
    if (!app.announce() || app.mayDeliver().isEmpty() || !worthwhile || !(accel || sendfile)) {
      return new Introduction(
          new byte[0], List.of(), new FrontWords("", ""), InstantSource.system());
    }
    StringBuilder lines = new StringBuilder();
    String type = (accel ? FieldName.X_ACCEL_REDIRECT : FieldName.X_SENDFILE).text();
    line(lines, FieldName.X_SENDFILE_TYPE, type);
    String shownMap = entries.isEmpty() ? "" : map(lines, app, map(entries));
    return new Introduction(
        lines.toString().getBytes(ISO_8859_1),
        app.frontKeys(),
        new FrontWords(type, shownMap),
        InstantSource.system());
  }

  /** Writes the map in both forms. */
  private static String map(StringBuilder lines, AppConfig app, RedirectMap map) {
    RedirectMap.AccelMapping mapping = map.toAccelMapping();
    if (!mapping.leftOut().isEmpty()) {
      LOG.warn(
          "app {}: X-Accel-Mapping cannot say {}; X-Redirect-Map can",
          app.name(),
          mapping.leftOut());
    }
    if (!mapping.value().isEmpty()) {
      line(lines, FieldName.X_ACCEL_MAPPING, mapping.value());
    }
    line(lines, FieldName.X_REDIRECT_MAP, map.toAscii());
    return map.toAscii();
  }

  /** Two locations may share a folder; the map names it once, by the first. */
  private static RedirectMap map(List<RedirectMap.Entry> entries) {
    List<RedirectMap.Entry> distinct = new ArrayList<>();
    for (RedirectMap.Entry entry : entries) {
      if (distinct.stream().noneMatch(known -> known.prefix().equals(entry.prefix()))) {
        distinct.add(entry);
      }
    }
    return RedirectMap.of(distinct);
  }

  private static String slashed(String root) {
    return root.endsWith("/") ? root : root + "/";
  }

  private static void line(StringBuilder lines, FieldName name, String value) {
    lines.append(name.text()).append(": ").append(value).append("\r\n");
  }
}
