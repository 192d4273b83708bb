package dev.handoff.gateway.deliver.file;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up below one folder by the rules of its location. Holds nothing open itself: the root
 * is looked up each time, so that a switched or replaced one is noticed. Calls block: for workers
 * only. May be used by several threads at once.
 */
interface RootFolder {

  /**
   * Whether open files may be kept between requests: only where a change is noticed on the open
   * file itself, without blocking.
   */
  boolean keepsFiles();

  /**
   * Opens the file a name leads to now.
   *
   * @param known what the name led to last time, so that the same version is not opened twice
   */
  Lookup open(byte[] name, @Nullable OpenNode known);

  /**
   * Deletes the file a name leads to, if it is this one.
   *
   * @return why it was left alone, or empty when it is gone
   */
  Optional<String> delete(byte[] name, OpenNode expected);
}
