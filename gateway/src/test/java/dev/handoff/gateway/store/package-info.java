/**
 * Stores that nobody should have to trust, seen through the whole gateway: what they send where
 * nothing was asked, answers that can be read in two ways, texts that must stay inside, clients by
 * the thousand in front of them.
 *
 * <p>Whatever is a store's own bears a mark here, so that one look at an answer or a log finds it.
 */
@NullMarked
package dev.handoff.gateway.store;

import org.jspecify.annotations.NullMarked;
