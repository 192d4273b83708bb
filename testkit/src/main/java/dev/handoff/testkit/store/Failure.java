package dev.handoff.testkit.store;

/** The ways in which stores fail. */
public enum Failure {
  /** 404, with a document that names bucket and key. */
  MISSING,
  /** 403, with a document that names bucket and key. */
  REFUSED,
  /** 503, as stores answer to whom asks too often. */
  BUSY,
  /** The connection ends in the middle of the object. */
  CUT,
  /** The connection ends before an answer. */
  SILENT,
  /** 200 and all of it, whatever Range says. */
  IGNORES_RANGES,
  /** Another object of the same size with another tag is there from the second request on. */
  CHANGES
}
