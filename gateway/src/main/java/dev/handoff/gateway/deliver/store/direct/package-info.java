/**
 * Objects straight from their store: the first question is the one that most likely gets the right
 * octets, and whatever the answer says is compared before it is believed.
 *
 * <p>What a client is told and what it is sent comes from one version. Where a store cuts a
 * transfer, the rest is asked for and must prove to be of the same version, or the client's
 * connection is cut too: two versions are never joined.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.direct;

import org.jspecify.annotations.NullMarked;
