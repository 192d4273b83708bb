/**
 * From a URL of another server to bytes: asks a store, follows its redirects, reads its content,
 * and goes on where it broke off.
 *
 * <p>The door is {@link dev.handoff.files.remote.RemoteFiles}. Which URLs may be asked and what
 * answers are worth is decided in {@code core.remote} and {@code core.store}; the connections are
 * Apache HttpClient's, an optional dependency that only {@code ApacheClient} knows. Everything here
 * blocks.
 */
@NullMarked
package dev.handoff.files.remote;

import org.jspecify.annotations.NullMarked;
