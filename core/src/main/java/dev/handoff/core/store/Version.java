package dev.handoff.core.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which version of an object an answer is of, as the store tells versions apart.
 *
 * @param total complete length in octets; empty: not known
 * @param strong proves that octets of two answers fit together
 */
public record Version(
    OptionalLong total, Validators validators, Optional<String> coding, Optional<Strong> strong) {

  /** A younger date may be that of two versions (RFC 9110 §8.8.2.2). */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  /** A strong validator. */
  public sealed interface Strong {
    /** The field that makes a store refuse to send another version. */
    Field condition();

    /** Whether an answer is of exactly the version with these validators. */
    boolean isProvedBy(Validators answered, Validators known);

    /** A tag that is alike for the same octets only. */
    record Tag(EntityTag tag) implements Strong {
      @Override
      public Field condition() {
        return new Field("If-Match", tag.toString());
      }

      @Override
      public boolean isProvedBy(Validators answered, Validators known) {
        return answered.entityTag().filter(tag::strongEquals).isPresent();
      }
    }

    /** A date that lay back far enough when it was told. */
    record Date(Instant modified) implements Strong {
      @Override
      public Field condition() {
        return new Field("If-Unmodified-Since", HttpDate.format(modified));
      }

      // A weak tag proves nothing, but one that differs says that it is another version.
      @Override
      public boolean isProvedBy(Validators answered, Validators known) {
        return answered.lastModified().equals(Optional.of(modified))
            && answered.entityTag().equals(known.entityTag());
      }
    }
  }

  /** The version of one object that bears a strong tag. */
  public static Version tagged(long total, Validators validators, EntityTag tag) {
    return new Version(
        OptionalLong.of(total), validators, Optional.empty(), Optional.of(new Strong.Tag(tag)));
  }

  /** The version an answer is of. */
  public static Version of(StoreAnswer answer, OptionalLong total) {
    Validators validators = answer.validators();
    Optional<Strong> tag =
        validators.entityTag().filter(found -> !found.weak()).map(Strong.Tag::new);
    Optional<Strong> date =
        validators
            .lastModified()
            .filter(modified ->
                answer.date().isPresent() && !modified.plus(SETTLED).isAfter(answer.date().get()))
            .map(Strong.Date::new);
    return new Version(total, validators, answer.coding(), tag.or(() -> date));
  }

  /** Whether octets of a further answer may stand behind those of this one. */
  public boolean canBeContinued() {
    return total.isPresent() && coding.isEmpty() && strong.isPresent();
  }

  /** Fields that make a store refuse to send another version. */
  public List<Field> conditions() {
    return strong.map(Strong::condition).map(List::of).orElseGet(List::of);
  }

  /** Whether an answer proves to be of exactly this version. */
  public boolean isProvedBy(StoreAnswer answer) {
    return strong
        .filter(validator -> validator.isProvedBy(answer.validators(), validators))
        .isPresent();
  }

  /**
   * Whether an answer says of itself what was said of this version: enough as long as no octet of
   * another answer was sent.
   */
  public boolean isToldBy(StoreAnswer answer) {
    return answer.validators().equals(validators) && answer.coding().equals(coding);
  }
}
