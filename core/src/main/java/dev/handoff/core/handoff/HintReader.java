package dev.handoff.core.handoff;

import dev.handoff.core.handoff.HandoffHints.Parsed;
import dev.handoff.core.handoff.HandoffHints.Reading;
import dev.handoff.core.handoff.HandoffHints.Refused;
import dev.handoff.core.handoff.HandoffHints.Unreadable;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.structured.BareItem;
import dev.handoff.core.structured.StructuredField;
import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.Malformed;
import dev.handoff.core.structured.StructuredField.Member;
import dev.handoff.core.structured.StructuredField.Valid;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Turns the members of one {@code Handoff} dictionary into hints. */
final class HintReader {

  /** Who does without one of these has no limit where the app wanted one. */
  private static final List<String> LIMITS = List.of("subject", "rate", "delete-after");

  private final Map<String, Member> members;
  private final List<String> wrong = new ArrayList<>();

  private HintReader(Map<String, Member> members) {
    this.members = new LinkedHashMap<>(members);
  }

  static Reading read(List<String> lines) {
    StructuredField.Parsed<Dictionary> parsed = StructuredField.parseDictionary(lines);
    if (parsed instanceof Malformed<Dictionary> malformed) {
      return new Unreadable(malformed.reason() + " at offset " + malformed.offset());
    }
    return new HintReader(((Valid<Dictionary>) parsed).value().members()).hints();
  }

  private Reading hints() {
    HandoffHints hints =
        new HandoffHints(
            etag(),
            size(),
            text("type").filter(type -> accepted("type", MediaType.parse(type).isPresent())),
            modified(),
            text("subject"),
            text("key"),
            text("receipt"),
            whole("reuse").map(Duration::ofSeconds),
            whole("rate").map(Rate::ofBytesPerSecond),
            deleteAfter());
    for (String limit : LIMITS) {
      if (wrong.contains(limit)) {
        return new Refused("the value of " + limit + " has a wrong type");
      }
    }
    return new Parsed(
        hints,
        Stream.concat(
                wrong.stream().map(key -> key + ": wrong value"),
                members.keySet().stream().map(key -> key + ": unknown key"))
            .toList());
  }

  private Optional<EntityTag> etag() {
    Optional<Item> item = item("etag");
    Optional<String> opaque =
        item.flatMap(found -> as(BareItem.Text.class, "etag", found)).map(BareItem.Text::value);
    boolean weak =
        item.map(Item::parameters)
            .map(parameters -> parameters.get("weak"))
            .filter(new BareItem.Bool(true)::equals)
            .isPresent();
    return opaque
        .filter(text -> accepted("etag", text.chars().allMatch(c -> EntityTag.isTagChar((char) c))))
        .map(text -> new EntityTag(text, weak));
  }

  private OptionalLong size() {
    Optional<Long> size = whole("size");
    return size.isPresent() ? OptionalLong.of(size.get()) : OptionalLong.empty();
  }

  private Optional<Instant> modified() {
    return item("modified")
        .flatMap(item -> as(BareItem.Date.class, "modified", item))
        .map(BareItem.Date::instant)
        .filter(moment -> accepted("modified", HttpDate.isWritable(moment)));
  }

  private boolean deleteAfter() {
    return item("delete-after")
        .flatMap(item -> as(BareItem.Bool.class, "delete-after", item))
        .map(BareItem.Bool::value)
        .orElse(false);
  }

  private Optional<String> text(String key) {
    return item(key).flatMap(item -> as(BareItem.Text.class, key, item)).map(BareItem.Text::value);
  }

  /** An Integer from zero on. */
  private Optional<Long> whole(String key) {
    return item(key)
        .flatMap(item -> as(BareItem.Int.class, key, item))
        .map(BareItem.Int::value)
        .filter(value -> accepted(key, value >= 0));
  }

  /** Takes the member, so that what is left at the end are the keys nobody knows. */
  private Optional<Item> item(String key) {
    Member member = members.remove(key);
    if (member == null) {
      return Optional.empty();
    }
    if (member instanceof Item item) {
      return Optional.of(item);
    }
    wrong.add(key);
    return Optional.empty();
  }

  private <T extends BareItem> Optional<T> as(Class<T> type, String key, Item item) {
    return accepted(key, type.isInstance(item.value()))
        ? Optional.of(type.cast(item.value()))
        : Optional.empty();
  }

  private boolean accepted(String key, boolean fits) {
    if (!fits) {
      wrong.add(key);
    }
    return fits;
  }
}
