/**
 * Limits that queue instead of failing: how many transfers, requests and octets one client, one
 * subject and one file may have at a time.
 *
 * <p>{@link dev.handoff.gateway.limit.Limiter} is the door and outlives configurations: counts go
 * on where a reload changes the numbers. What an address may have is asked for before anything else
 * happens to a request ({@link dev.handoff.gateway.limit.ClientGate}); what a subject or a file may
 * have, once the app has named them ({@link dev.handoff.gateway.limit.DeliveryGate}). Counts are of
 * all loops together, behind locks that are held for a few instructions; whoever waits is woken on
 * its own loop. Everything that clients can make grow is bounded.
 */
@NullMarked
package dev.handoff.gateway.limit;

import org.jspecify.annotations.NullMarked;
