/**
 * Receipts of deliveries: how an app knows that a batch comes from its gateway. See {@code
 * docs/receipts.md}.
 */
@NullMarked
package dev.handoff.core.receipts;

import org.jspecify.annotations.NullMarked;
