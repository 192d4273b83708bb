package dev.handoff.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * What a native image has to keep. The filter looks up the class that a servlet is registered with,
 * to tell the container's own file servlet from the app's; nothing else is found by its name.
 */
final class HandoffRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    hints.reflection().registerType(DispatcherServlet.class);
  }
}
