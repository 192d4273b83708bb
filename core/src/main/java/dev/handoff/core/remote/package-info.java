/**
 * URLs of files on other servers, and what may be asked of whom: pure rules, no look-up, no socket.
 *
 * <p>A URL of an app's, or a redirect of a store's, must not become a way into the network this
 * machine stands in. {@link dev.handoff.core.remote.RemoteUrl} is a URL that every reader reads
 * alike, {@link dev.handoff.core.remote.Place} says which ones an operator meant, {@link
 * dev.handoff.core.remote.SpecialAddress} knows the addresses that are not on the public Internet.
 * Decoding happens to check, never to rebuild: what an app wrote goes out octet for octet, so that
 * a signature over it stays true.
 *
 * <p>Does not protect against: hosts with public addresses that are private in fact (a NAT64 prefix
 * of the network's own, addresses behind a VPN); those take an allow list of exact names.
 */
@NullMarked
package dev.handoff.core.remote;

import org.jspecify.annotations.NullMarked;
