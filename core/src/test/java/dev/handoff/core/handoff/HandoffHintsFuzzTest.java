package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.handoff.HandoffHints.Parsed;
import dev.handoff.core.handoff.HandoffHints.Reading;
import dev.handoff.core.handoff.HandoffHints.Refused;
import dev.handoff.core.handoff.HandoffHints.Unreadable;
import dev.handoff.core.structured.BareItem;
import dev.handoff.core.structured.StructuredField;
import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.Member;
import dev.handoff.core.structured.StructuredField.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** No limit is ever lifted by a value that was not understood. */
final class HandoffHintsFuzzTest {

  @FuzzTest
  void liftsNoLimit(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));

    Reading reading = HandoffHints.parse(lines);

    if (!(StructuredField.parseDictionary(lines) instanceof Valid<Dictionary> dictionary)) {
      assertThat(reading).isInstanceOf(Unreadable.class);
      return;
    }
    Map<String, Member> members = dictionary.value().members();
    boolean limitsAreRight =
        isA(members.get("subject"), BareItem.Text.class)
            && isA(members.get("delete-after"), BareItem.Bool.class)
            && isA(members.get("rate"), BareItem.Int.class)
            && isNotNegative(members.get("rate"));
    if (!limitsAreRight) {
      assertThat(reading).isInstanceOf(Refused.class);
      return;
    }
    Parsed parsed = (Parsed) reading;
    HandoffHints hints = parsed.hints();
    assertThat(hints.subject().isPresent()).isEqualTo(members.containsKey("subject"));
    assertThat(hints.rate().isPresent()).isEqualTo(members.containsKey("rate"));
    assertThat(hints.deleteAfter())
        .isEqualTo(
            members.get("delete-after") instanceof Item item
                && item.value().equals(new BareItem.Bool(true)));
    hints.type().ifPresent(type -> assertThat(type).matches("[\\x20-\\x7E]+"));
    hints.reuse().ifPresent(time -> assertThat(time.isNegative()).isFalse());
    // Every member is either a hint or in the log.
    long used =
        List.of(
                hints.etag().isPresent(),
                hints.size().isPresent(),
                hints.type().isPresent(),
                hints.modified().isPresent(),
                hints.subject().isPresent(),
                hints.key().isPresent(),
                hints.receipt().isPresent(),
                hints.reuse().isPresent(),
                hints.rate().isPresent(),
                members.containsKey("delete-after"))
            .stream()
            .filter(present -> present)
            .count();
    assertThat(used + parsed.ignored().size()).isEqualTo(members.size());
  }

  private static boolean isA(Member member, Class<? extends BareItem> type) {
    return member == null || (member instanceof Item item && type.isInstance(item.value()));
  }

  private static boolean isNotNegative(Member member) {
    return member == null
        || (member instanceof Item item
            && item.value() instanceof BareItem.Int number
            && number.value() >= 0);
  }

  @FuzzTest
  void readsARateOrNone(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);

    Rate.parseLimitRate(value)
        .ifPresent(rate -> {
          assertThat(value.strip()).matches("[0-9]{1,15}[kmgKMG]?");
          assertThat(rate instanceof Rate.Unlimited)
              .isEqualTo(value.strip().matches("0+[kmgKMG]?"));
        });
    AccelFields.charset(value).ifPresent(name -> assertThat(name).matches("[\\x21-\\x7E]{1,40}"));
  }
}
