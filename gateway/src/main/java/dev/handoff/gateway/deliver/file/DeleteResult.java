package dev.handoff.gateway.deliver.file;

/** What became of deleting a delivered file. */
public sealed interface DeleteResult {

  /** The name is gone. Transfers that still run finish from the open file. */
  record Deleted() implements DeleteResult {}

  /** The name was left alone. */
  record Kept(String reasonForLog) implements DeleteResult {}
}
