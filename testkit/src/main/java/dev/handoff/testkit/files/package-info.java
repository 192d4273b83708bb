/**
 * What rooted opening promises, whoever does it: the names that are opened, the names that are not,
 * and that what is opened is one version of one file.
 *
 * <p>A test class extends {@link dev.handoff.testkit.files.RootedOpeningContract} and says how its
 * implementation opens a name. Needs a POSIX file system below the temporary folder.
 */
@NullMarked
package dev.handoff.testkit.files;

import org.jspecify.annotations.NullMarked;
