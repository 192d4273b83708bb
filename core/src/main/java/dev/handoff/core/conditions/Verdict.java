package dev.handoff.core.conditions;

/** What the conditions of a request allow. */
public enum Verdict {
  /** Answer as if there were no conditions. */
  PROCEED,
  /** 304: the client has it. */
  NOT_MODIFIED,
  /** 412: it is not the version the client meant. */
  PRECONDITION_FAILED
}
