/**
 * A store of objects over HTTP, for tests of apps that send files of other servers: ranges,
 * validators, presigned URLs that are checked, and the ways in which stores fail.
 *
 * <p>{@link dev.handoff.testkit.store.FakeStore} is the door, and a JUnit extension.
 */
@NullMarked
package dev.handoff.testkit.store;

import org.jspecify.annotations.NullMarked;
