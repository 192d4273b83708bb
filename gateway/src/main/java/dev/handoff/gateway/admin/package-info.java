/**
 * The admin socket: what an operator on this machine may ask a running gateway to do. Small HTTP
 * and JSON on a Unix socket that only the gateway's own user and root can open; never on a loop of
 * the data plane.
 */
@NullMarked
package dev.handoff.gateway.admin;

import org.jspecify.annotations.NullMarked;
