/**
 * Receipts: what of a file each client really has. {@link dev.handoff.gateway.receipt.Receipts} is
 * the door; a receipt goes from a loop into a queue, from there by a thread of its own into a
 * {@code Spool}, and from there by a {@code Courier} to the app.
 */
@NullMarked
package dev.handoff.gateway.receipt;

import org.jspecify.annotations.NullMarked;
