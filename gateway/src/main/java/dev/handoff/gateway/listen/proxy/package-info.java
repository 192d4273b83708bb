/**
 * The PROXY protocol, versions 1 and 2: what a balancer says about its client before the client's
 * own octets. Octets in, an address or a refusal out; touches no socket.
 */
@NullMarked
package dev.handoff.gateway.listen.proxy;

import org.jspecify.annotations.NullMarked;
