/**
 * From a name below a root to an open file that can be sent: rooted opening on Linux, and the open
 * files and small bodies kept at hand between requests.
 *
 * <p>In: a root with its rules, a decoded relative name as octets. Out: an open regular file with
 * what was seen on its descriptor, or a reason for the log. Knows no HTTP request, and sends
 * nothing. The door is {@link dev.handoff.gateway.deliver.file.FileStore}.
 */
@NullMarked
package dev.handoff.gateway.deliver.file;

import org.jspecify.annotations.NullMarked;
