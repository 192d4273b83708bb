package dev.handoff.gateway.upstream;

/** Decides what becomes of an app's answer. */
@FunctionalInterface
public interface AnswerHandler {
  /** The head is complete. Calls exactly one of the answer's ways on, now. */
  void answered(AppAnswer answer);
}
