package dev.handoff.gateway.upstream;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.ResponseHead;
import java.util.Optional;

/** An app's final answer whose head is complete. Valid until one of its ways on is taken. */
public interface AppAnswer {
  Exchange exchange();

  App app();

  AppRequest request();

  ResponseHead head();

  /** Sends it on as it is: status, end-to-end fields, body. */
  void pass();

  /** Sends status and body on, with fields that {@code fields} writes from its head. */
  void pass(FieldWriter fields);

  /** Writes the fields of an answer that is passed on, all but its framing. */
  @FunctionalInterface
  interface FieldWriter {
    void write(ResponseHead from, AnswerHead to);
  }

  /**
   * Sends a slice of the body behind another head.
   *
   * @param begun has Content-Length {@code length} already
   * @param skip octets of the body in front of the slice
   * @param length octets of the slice, more than zero
   */
  void passSlice(AnswerHead begun, long skip, long length);

  /**
   * Lets go of the body and the connection; the exchange is the caller's to answer.
   *
   * @return the head, now the caller's own, to be given back to the loop's heads
   */
  ResponseHead take();

  /** What asks the app after all, if it was not asked because an earlier answer was reused. */
  default Optional<Runnable> afresh() {
    return Optional.empty();
  }
}
