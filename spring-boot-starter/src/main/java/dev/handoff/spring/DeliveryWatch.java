package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;

/** Looks at deliveries. Shareable between threads. */
interface DeliveryWatch {
  /**
   * A delivery begins.
   *
   * @param request to be read now: it is the container's
   * @return told what became of it, on whatever thread that ends
   */
  Consumer<Outcome> begin(SendFile file, HttpServletRequest request);
}
