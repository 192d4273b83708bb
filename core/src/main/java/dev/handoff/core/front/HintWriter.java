package dev.handoff.core.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.send.GatewayOptions;
import dev.handoff.core.send.SendOptions;
import dev.handoff.core.structured.BareItem;
import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.Member;
import dev.handoff.core.validators.EntityTag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the {@code Handoff} field, which our gateway reads (RFC 9651). */
final class HintWriter {
  private HintWriter() {}

  /**
   * Empty when there is nothing to say.
   *
   * @throws IllegalArgumentException for a value that the field cannot say
   */
  static Optional<Field> field(SendOptions options) {
    Map<String, Member> members = new LinkedHashMap<>();
    options.entityTag().ifPresent(tag -> members.put("etag", tag(tag)));
    options.contentType().ifPresent(type -> members.put("type", text(type)));
    options
        .lastModified()
        .ifPresent(moment ->
            members.put("modified", new Item(new BareItem.Date(moment.getEpochSecond()))));
    GatewayOptions gateway = options.gateway();
    gateway.subject().ifPresent(subject -> members.put("subject", text(subject)));
    gateway.key().ifPresent(key -> members.put("key", text(key)));
    gateway.receipt().ifPresent(receipt -> members.put("receipt", text(receipt)));
    gateway.reuse().ifPresent(time -> members.put("reuse", whole(time.toSeconds())));
    options.limitRate().ifPresent(rate -> members.put("rate", whole(rate)));
    if (options.deleteAfter()) {
      members.put("delete-after", new Item(new BareItem.Bool(true)));
    }
    return members.isEmpty()
        ? Optional.empty()
        : Optional.of(new Field("Handoff", new Dictionary(members).toString()));
  }

  private static Item tag(EntityTag tag) {
    BareItem opaque = new BareItem.Text(tag.opaque());
    return tag.weak()
        ? new Item(opaque, Map.of("weak", new BareItem.Bool(true)))
        : new Item(opaque);
  }

  private static Item text(String value) {
    return new Item(new BareItem.Text(value));
  }

  private static Item whole(long value) {
    return new Item(new BareItem.Int(value));
  }
}
