package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.yaml.Section.Item;
import dev.handoff.gateway.config.yaml.Setting.Origin;
import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;

/** {@code listen}: an address, a list of them, or a map. */
final class ListenReader {
  private final List<ListenAddress> addresses;
  private final EdgeConfig edge;
  private final List<AddressRange> trustedProxies;

  /**
   * @param option addresses given on the command line, which replace the file's
   */
  ListenReader(Section top, Surroundings surroundings, List<String> option) {
    Section listen =
        top.node("listen")
            .map(node -> Section.of(top.report(), "listen", "listen", longForm(node)))
            .orElseGet(() -> top.child("listen"));
    List<ListenAddress> ofFile = fromFile(listen);
    if (option.isEmpty()) {
      addresses = ofFile;
    } else {
      addresses = fromOption(option);
      top.report()
          .set(
              Keys.LISTEN_HTTP.path(),
              Section.many(addresses, Addresses.LISTEN.show()),
              new Origin.Option("--listen"));
    }
    edge = new EdgeReader(top.report(), surroundings).read(listen, addresses);
    trustedProxies = listen.values(Keys.TRUSTED_PROXIES);
  }

  List<ListenAddress> addresses() {
    return addresses;
  }

  EdgeConfig edge() {
    return edge;
  }

  List<AddressRange> trustedProxies() {
    return trustedProxies;
  }

  /**
   * @throws IllegalArgumentException with a message for the user
   */
  static List<ListenAddress> fromOption(List<String> option) {
    List<ListenAddress> addresses = new ArrayList<>();
    for (String text : option) {
      switch (Addresses.LISTEN.parse().apply(text)) {
        case Parsed.Good<ListenAddress>(ListenAddress address) -> addresses.add(address);
        case Parsed.Bad<ListenAddress>(String why, String fix) ->
            throw new IllegalArgumentException((why + " " + fix).strip());
      }
    }
    return addresses;
  }

  private static YamlNode longForm(YamlNode node) {
    boolean isLong = node instanceof Mapping || (node instanceof Scalar s && s.isNothing());
    Scalar http = new Scalar(Keys.LISTEN_HTTP.name(), true, node.line());
    return isLong ? node : new Mapping(List.of(new Entry(http, node)), node.line());
  }

  private static List<ListenAddress> fromFile(Section listen) {
    List<Item<ListenAddress>> items = listen.findItems(Keys.LISTEN_HTTP).orElse(List.of());
    List<ListenAddress> seen = new ArrayList<>();
    for (Item<ListenAddress> item : items) {
      boolean anyPort = item.value() instanceof ListenAddress.Tcp(String _, int port) && port == 0;
      if (seen.contains(item.value()) && !anyPort) {
        listen
            .report()
            .wrong(
                item.line(),
                Keys.LISTEN_HTTP.path(),
                Addresses.LISTEN.show().apply(item.value()) + " stands here twice.",
                "Keep one.");
      }
      seen.add(item.value());
    }
    boolean secure = listen.node("https").isPresent();
    if (listen.node(Keys.LISTEN_HTTP.name()).isEmpty() && secure) {
      listen.recordComputed(Keys.LISTEN_HTTP, new Setting.Value.Absent("none beside https"));
      return List.of();
    }
    if (listen.node(Keys.LISTEN_HTTP.name()).isEmpty()) {
      return Keys.LISTEN_HTTP.presetValues();
    }
    if (seen.isEmpty() && !listen.report().hasErrors()) {
      listen
          .report()
          .wrong(listen.line(), Keys.LISTEN_HTTP.path(), "the list is empty.", "Name an address.");
    }
    return seen;
  }
}
