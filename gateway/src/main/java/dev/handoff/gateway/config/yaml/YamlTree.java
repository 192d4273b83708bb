package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.yaml.YamlNode.Entry;
import dev.handoff.gateway.config.yaml.YamlNode.Mapping;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import dev.handoff.gateway.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From text to nodes. Built on the parser's events rather than its composer, so that depth and
 * aliases are bounded here: an alias stands for the node it names, and what the file amounts to
 * with every alias written out has a limit.
 */
final class YamlTree {
  private static final int DEEPEST = 16;
  private static final int MOST_NODES = 20_000;
  private static final Set<String> PLAIN_TAGS =
      Set.of(
          "!",
          "tag:yaml.org,2002:str",
          "tag:yaml.org,2002:int",
          "tag:yaml.org,2002:float",
          "tag:yaml.org,2002:bool",
          "tag:yaml.org,2002:null",
          "tag:yaml.org,2002:seq",
          "tag:yaml.org,2002:map");

  private final Report report;
  private final Iterator<Event> events;
  private final Map<Anchor, Built> anchors = new HashMap<>();

  /** A node and how many it amounts to, aliases written out. */
  private record Built(YamlNode node, long nodes) {}

  private YamlTree(Report report, Iterator<Event> events) {
    this.report = report;
    this.events = events;
  }

  /** Empty when there is no tree to look at; then a problem says why. */
  static Optional<YamlNode> of(String text, Report report) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      YamlTree tree = new YamlTree(report, new Parse(settings).parseString(text).iterator());
      return tree.document();
    } catch (TooMuch e) {
      report.wrong(e.line, "", e.finding, e.fix);
    } catch (YamlEngineException e) {
      YamlSyntax.explain(e, text, report);
    }
    return Optional.empty();
  }

  private Optional<YamlNode> document() {
    Optional<YamlNode> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (root.isPresent()) {
            report.wrong(line(event), "", "a second document begins here.", "Keep one per file.");
            return Optional.empty();
          }
          root = Optional.of(build(events.next(), 0).node);
        }
        default -> {
          // Stream and document ends carry nothing.
        }
      }
    }
    if (root.isEmpty()) {
      report.wrong(1, "", "the file is empty.", ConfigFile.SMALLEST);
    }
    return root;
  }

  private Built build(Event event, int depth) {
    int line = line(event);
    if (depth > DEEPEST) {
      throw new TooMuch(line, "nested deeper than " + DEEPEST + " levels.", "No key needs that.");
    }
    Built built =
        switch (event) {
          case ScalarEvent scalar -> {
            tagged(scalar.getTag(), line);
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
            yield new Built(new Scalar(scalar.getValue(), plain, line), 1);
          }
          case SequenceStartEvent start -> {
            tagged(start.getTag(), line);
            yield sequence(line, depth);
          }
          case MappingStartEvent start -> {
            tagged(start.getTag(), line);
            yield mapping(line, depth);
          }
          case AliasEvent alias -> aliased(alias, line);
          default -> throw new IllegalStateException("no node: " + event);
        };
    if (built.nodes > MOST_NODES) {
      throw new TooMuch(line, "amounts to more than " + MOST_NODES + " values.", "Remove aliases.");
    }
    if (!(event instanceof AliasEvent) && event instanceof NodeEvent named) {
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor, built));
    }
    return built;
  }

  private Built sequence(int line, int depth) {
    List<YamlNode> items = new ArrayList<>();
    long nodes = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      Built item = build(event, depth + 1);
      items.add(item.node);
      nodes += item.nodes;
    }
    return new Built(new Sequence(items, line), nodes);
  }

  private Built mapping(int line, int depth) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    long nodes = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Built key = build(event, depth + 1);
      Built value = build(events.next(), depth + 1);
      nodes += key.nodes + value.nodes;
      if (!(key.node instanceof Scalar name)) {
        report.wrong(
            key.node.line(), "", key.node.described() + " stands where a key belongs.", "");
        continue;
      }
      Integer first = lines.putIfAbsent(name.text(), name.line());
      if (first == null) {
        entries.add(new Entry(name, value.node));
      } else {
        String finding = "key " + Quoted.of(name.text()) + " is already on line " + first + ".";
        report.wrong(name.line(), "", finding, "Keep one of the two.");
      }
    }
    return new Built(new Mapping(entries, line), nodes);
  }

  /** An anchor is known once its node is complete, so no node can contain itself. */
  private Built aliased(AliasEvent alias, int line) {
    Built known = anchors.get(alias.getAlias());
    if (known == null) {
      throw new TooMuch(
          line,
          "alias *" + Quoted.bare(alias.getAlias().getValue()) + " names no anchor above.",
          "Write the value out.");
    }
    return known;
  }

  private void tagged(Optional<String> tag, int line) {
    if (tag.isPresent() && !PLAIN_TAGS.contains(tag.get())) {
      report.wrong(
          line, "", "tag " + Quoted.of(tag.get()) + " means nothing here.", "Remove the tag.");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Stops the walk: what is in the file is not looked at further. */
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String finding;
    private final String fix;

    TooMuch(int line, String finding, String fix) {
      super(finding, null, false, false);
      this.line = line;
      this.finding = finding;
      this.fix = fix;
    }
  }
}
