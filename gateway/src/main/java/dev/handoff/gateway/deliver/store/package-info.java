/**
 * Objects on other servers: from a judged target to octets on the way to a client.
 *
 * <p>Whatever a store says is untrusted: its lengths, validators and ranges are compared, its other
 * fields and its error documents are never passed on.
 */
@NullMarked
package dev.handoff.gateway.deliver.store;

import org.jspecify.annotations.NullMarked;
