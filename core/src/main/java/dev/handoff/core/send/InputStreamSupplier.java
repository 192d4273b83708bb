package dev.handoff.core.send;

import java.io.IOException;
import java.io.InputStream;

/** Opens bytes of a length that nobody knows before they end. */
@FunctionalInterface
public interface InputStreamSupplier {
  /**
   * A stream from the first byte; the caller closes it. May block. Called at most once for each
   * answer, and not at all for HEAD.
   */
  InputStream open() throws IOException;
}
