package dev.handoff.gateway.exchange;

import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;

/**
 * The head of an answer while it is written. Fields leave in the order of the calls.
 *
 * <p>Whoever begins one hands it to its exchange, or discards it.
 */
public interface AnswerHead {
  /** Adds a field; {@code value} is Latin-1 and holds no CR, LF or NUL. */
  AnswerHead field(FieldName name, String value);

  /** Adds a field whose value is {@code number} in decimal. */
  AnswerHead number(FieldName name, long number);

  /** Copies field {@code i} of a head, name and value octet for octet. */
  AnswerHead copy(Head from, int i);

  /** Adds fields that were made before. */
  AnswerHead ready(ReadyFields fields);

  /** Adds a field by name; both are Latin-1 and hold no CR, LF or NUL. */
  AnswerHead field(String name, String value);

  /** Gives back what it holds, when it is not to be sent. */
  void discard();
}
