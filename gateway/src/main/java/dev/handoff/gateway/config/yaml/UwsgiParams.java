package dev.handoff.gateway.config.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.yaml.Section.Named;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code params} of a uwsgi app: variables the operator adds to every request. */
final class UwsgiParams {
  private static final int MOST = 64;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_VALUE = 4096;

  /** What says where a body ends; another word on it would make two requests of one. */
  private static final Set<String> FRAMING =
      Set.of("CONTENT_LENGTH", "HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "REQUEST_METHOD");

  private static final Kind<String> VALUE =
      new Kind<>(
          "text without NUL, at most " + LONGEST_VALUE + " octets",
          UwsgiParams::value,
          value -> value);

  static final Key<String> KEY = key("*");

  private UwsgiParams() {}

  private static Key<String> key(String name) {
    return Key.optional(
        "apps.*.params." + name,
        VALUE,
        "none",
        "Variables for a uwsgi app beside those of the request, such as X_REDIRECT_MAP.");
  }

  /** The address with the app's params; whatever is wrong with them is reported. */
  static AppAddress with(Section app, AppAddress address) {
    Optional<YamlNode> node = app.node("params");
    if (node.isEmpty()) {
      return address;
    }
    List<Named> named = app.named("params");
    String path = Section.join(app.path(), "params");
    if (!(address instanceof AppAddress.Uwsgi uwsgi)) {
      if (!app.flawed()) {
        app.report()
            .error(
                node.get().line(),
                path,
                path + " is for uwsgi apps, and this one speaks HTTP.",
                "Remove it, or write url: uwsgi:unix:/path.");
      }
      return address;
    }
    if (named.size() > MOST) {
      app.report()
          .wrong(node.get().line(), path, named.size() + " are too many.", "Keep " + MOST + ".");
      return address;
    }
    Mapping map = node.get() instanceof Mapping given ? given : new Mapping(List.of(), app.line());
    Section params =
        new Section(app.report(), path, "apps.*.params", map.line(), map, app.flawed());
    List<AppAddress.Param> found = new ArrayList<>();
    for (Named param : named) {
      if (isName(app.report(), path, param)) {
        params
            .find(key(param.name()))
            // A variable is octets: what is not ASCII travels as UTF-8.
            .map(value -> new String(value.getBytes(UTF_8), ISO_8859_1))
            .ifPresent(octets -> found.add(new AppAddress.Param(param.name(), octets)));
      }
    }
    return new AppAddress.Uwsgi(uwsgi.socket(), found);
  }

  private static boolean isName(Report report, String path, Named param) {
    String name = param.name();
    String full = Section.join(path, Quoted.bare(name));
    if (!name.matches("[A-Z0-9_]{1," + LONGEST_NAME + "}")) {
      report.error(
          param.line(),
          full,
          full + " cannot name a variable.",
          "Use up to " + LONGEST_NAME + " of A-Z 0-9 _, such as X_REDIRECT_MAP.");
      return false;
    }
    if (FRAMING.contains(name)) {
      report.error(
          param.line(),
          full,
          full + " is the request's own, and the app relies on it.",
          "Remove it.");
      return false;
    }
    return true;
  }

  private static Parsed<String> value(String text) {
    if (text.indexOf('\0') >= 0) {
      return Parsed.bad("the value holds a NUL, which ends strings in many apps.", "Remove it.");
    }
    int octets = text.getBytes(UTF_8).length;
    return octets > LONGEST_VALUE
        ? Parsed.bad("the value has " + octets + " octets.", "Keep it below " + LONGEST_VALUE + ".")
        : Parsed.good(text);
  }
}
