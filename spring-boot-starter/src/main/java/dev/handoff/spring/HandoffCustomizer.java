package dev.handoff.spring;

import dev.handoff.servlet.Handoff;

/** A bean that sets what {@code handoff.*} has no property for, after the properties. */
@FunctionalInterface
public interface HandoffCustomizer {
  /** Changes what is about to be built. */
  void customize(Handoff.Builder builder);
}
