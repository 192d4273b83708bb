/**
 * A front before an app, for tests: it delivers what the app hands off, as nginx, Apache, lighttpd,
 * Caddy or our gateway would.
 *
 * <p>{@link dev.handoff.testkit.front.FakeFront} is the door, and a JUnit extension.
 */
@NullMarked
package dev.handoff.testkit.front;

import org.jspecify.annotations.NullMarked;
