package dev.handoff.core.front;

/**
 * What becomes of one option on its way through a front.
 *
 * @param kind the short answer
 * @param how the longer one, a phrase for the documentation
 */
public record Carriage(Kind kind, String how) {
  /** The short answers. */
  public enum Kind {
    /** The front gets it and acts on it. */
    CARRIED,
    /** The front makes its own, which is good. */
    FRONTS_OWN,
    /** It gets lost, and nobody is harmed: said in the documentation. */
    LOST,
    /** It would get lost and must not: the bytes are sent by the app. */
    BY_BYTES
  }

  static Carriage carried(String how) {
    return new Carriage(Kind.CARRIED, how);
  }

  static Carriage own(String how) {
    return new Carriage(Kind.FRONTS_OWN, how);
  }

  static Carriage lost(String how) {
    return new Carriage(Kind.LOST, how);
  }

  static Carriage byBytes(String how) {
    return new Carriage(Kind.BY_BYTES, how);
  }

  /** Whether the app names it to the front. */
  public boolean isCarried() {
    return kind == Kind.CARRIED;
  }
}
