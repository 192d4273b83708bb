package dev.handoff.gateway.config;

import dev.handoff.core.receipts.ReceiptKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where receipts of deliveries go.
 *
 * @param url batches are posted to; http or https, without user, query and fragment
 * @param key signs every batch
 * @param spool folder of the journal; empty: what was not sent yet is lost with the process
 * @param max bytes that may wait; beyond it the oldest are dropped
 * @param batch most receipts in one request
 * @param every longest wait of a receipt for more of them
 */
public record ReceiptsConfig(
    URI url, ReceiptKey key, Optional<Path> spool, long max, int batch, Duration every) {}
