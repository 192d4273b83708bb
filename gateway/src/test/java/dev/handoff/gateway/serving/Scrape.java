package dev.handoff.gateway.serving;

import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Metrics in Prometheus' text format, parsed. */
record Scrape(String text) {

  static Scrape of(SocketAddress address) {
    RawResponse answer = get(address, "/metrics");
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return new Scrape(answer.text());
  }

  static RawResponse get(SocketAddress address, String target) {
    try (RawClient client = RawClient.connect(address)) {
      return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
    }
  }

  /** Sum of the samples of a name that have all these labels ({@code app="shop"}). */
  double sum(String name, String... labels) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Arrays.stream(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Each metric of the gateway's own: its type and the names of its labels. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE handoff_"))
        .map(line -> line.split(" "))
        .forEach(type -> described.put(type[2], type[3] + " " + labels(type[2], type[3])));
    return described;
  }

  private String labels(String name, String type) {
    String sample = type.equals("histogram") ? name + "_count" : name;
    return text
        .lines()
        .filter(line -> line.startsWith(sample + "{"))
        .flatMap(line -> Arrays.stream(line.substring(line.indexOf('{') + 1).split("\",?")))
        .filter(piece -> piece.endsWith("="))
        .map(piece -> piece.substring(0, piece.length() - 1))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
