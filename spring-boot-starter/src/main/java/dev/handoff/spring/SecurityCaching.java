package dev.handoff.spring;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Fields that forbid caching, which Spring Security writes where nobody said anything about it. It
 * does so when the filters return: before the file is known where a result comes later, and before
 * its fields are known where another server has it.
 */
final class SecurityCaching {
  private static final String EVERYTHING = "no-cache, no-store, max-age=0, must-revalidate";

  private SecurityCaching() {}

  /**
   * Takes Security's defaults away, and says instead what holds for a file. What anybody else said
   * stays.
   */
  static SendFile replaced(SendFile file, HttpServletResponse response) {
    boolean defaults =
        List.copyOf(response.getHeaders("Cache-Control")).equals(List.of(EVERYTHING))
            && "no-cache".equals(response.getHeader("Pragma"))
            && "0".equals(response.getHeader("Expires"));
    if (!defaults) {
      return file;
    }
    response.setHeader("Pragma", null);
    response.setHeader("Expires", null);
    return file.options().cache().isPresent() ? file : file.cache(CachePolicy.PROTECTED);
  }

  /**
   * Says what holds for a file of another server before it is asked, which Security then respects.
   * What anybody said before stays.
   */
  static void forestalled(SendFile file, HttpServletResponse response) {
    if (file.source() instanceof Source.Remote && !response.containsHeader("Cache-Control")) {
      response.setHeader("Cache-Control", file.options().cache().orElse(CachePolicy.PROTECTED));
    }
  }
}
