/**
 * Which hosts and addresses a store may have: pure rules, no look-up, no socket.
 *
 * <p>A URL of an app's, or a redirect of a store's, must not become a way into the network the
 * gateway stands in. {@link dev.handoff.gateway.deliver.store.address.HostSpelling} sees to it that
 * a host is one thing to every reader; {@link
 * dev.handoff.gateway.deliver.store.address.SpecialAddress} knows the addresses that are not on the
 * public Internet.
 *
 * <p>Does not protect against: hosts with public addresses that are private in fact (a NAT64 prefix
 * of the network's own, addresses behind a VPN); those take an allow list of exact names.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.address;

import org.jspecify.annotations.NullMarked;
