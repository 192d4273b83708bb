package dev.handoff.core.send;

/**
 * What becomes of an archive when one of its members is missing, or cannot be opened.
 *
 * <p>Once the length of an archive was announced, or bytes of the member went out, nothing can take
 * its place any more: then the answer breaks off whatever is said here, so that nobody takes a part
 * for the whole.
 */
public enum MissingMember {
  /** There is no archive: 404 for a missing file, 500 for a source that fails. */
  ABORT,
  /** The archive goes without it; 404 if nothing is left. */
  SKIP,
  /** A short text called {@code NAME is missing.txt} takes its place. */
  NOTE
}
