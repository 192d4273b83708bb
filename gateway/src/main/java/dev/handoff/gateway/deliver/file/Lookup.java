package dev.handoff.gateway.deliver.file;

/** What a look at a name in the file system found. */
sealed interface Lookup {

  /** An open file, which the receiver closes. */
  record Opened(OpenNode node) implements Lookup {}

  /** The name leads to the very version that is open already. */
  record Unchanged() implements Lookup {}

  /**
   * Nothing that may be delivered.
   *
   * @param absent nothing at all has this name
   */
  record Missing(String reasonForLog, boolean absent) implements Lookup {
    /** There is something, which is not delivered. */
    static Missing notDelivered(String reasonForLog) {
      return new Missing(reasonForLog, false);
    }
  }

  /** The machine cannot say at the moment: no descriptors, no memory, a failing disk. */
  record Trouble(String reasonForLog) implements Lookup {}
}
