/**
 * From a name to bytes: which file a name below a root means, whether it may be opened, and what
 * was seen on exactly the file that was opened.
 *
 * <p>In: a folder with its rules, and relative names. Out: an open regular file or a reason for the
 * log. The door is {@link dev.handoff.files.FileRoot}. May use core and the JDK.
 */
@NullMarked
package dev.handoff.files;

import org.jspecify.annotations.NullMarked;
