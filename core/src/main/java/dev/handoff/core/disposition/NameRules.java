package dev.handoff.core.disposition;

/** How much of a name has to change before it is sent. */
public enum NameRules {
  /**
   * Also fit for Windows: no reserved device, none of {@code < > : ? * |}, no dot or space at the
   * end.
   */
  PORTABLE,
  /** Only what is unsafe everywhere goes: folders, controls, invisible characters. */
  AS_GIVEN;

  /** The name without what it must not have, never empty; of a path, the name of its last part. */
  public String clean(String name) {
    return CleanName.of(name, this);
  }
}
