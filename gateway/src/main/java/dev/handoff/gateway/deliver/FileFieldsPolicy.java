package dev.handoff.gateway.deliver;

import dev.handoff.core.fields.Field;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.exchange.AnswerHead;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a way of delivering adds to the bare file: whose type, whose validators, which fields. */
public interface FileFieldsPolicy {
  /**
   * Whether type and validators are the file's own and ranges are allowed, so that the ready-made
   * lines of a file on disk can be sent as they are.
   */
  boolean isFilesOwn();

  /** Value of Content-Type, for a file on disk. */
  String contentType();

  /**
   * What whoever hands the file off says of it before it was looked at; what is empty there is not
   * known.
   */
  default Representation stated() {
    return Representation.of(OptionalLong.empty(), Validators.NONE, Optional.empty(), false);
  }

  /** What would be sent: the file, with whatever the app says of it. */
  Representation representation(OwnFacts own);

  /**
   * Adds all fields that the plan does not own: never Content-Type, Content-Length, Content-Range,
   * Accept-Ranges, ETag or Last-Modified. Those of {@link OwnFacts#fields} are among them once
   * {@link #representation} was asked.
   */
  void addTo(AnswerHead out, ResponsePlan plan);

  /** The fields that survive an error. */
  List<Field> errorFields();

  /** Whether {@link #sending} is to be told. */
  default boolean isCounted() {
    return false;
  }

  /**
   * Content follows the head; not told for HEAD and for answers without content.
   *
   * @param carried octets of the representation in it
   */
  default void sending(Carried carried, Validators validators) {}

  /** The head of the answer is written; nothing more will be asked. */
  default void headWritten() {}
}
