/**
 * A small HTTP/1.1 server for doubles: one request for each connection, and answers that may be as
 * wrong as a test wants. Not exported: the fakes are the door.
 */
@NullMarked
package dev.handoff.testkit.listen;

import org.jspecify.annotations.NullMarked;
