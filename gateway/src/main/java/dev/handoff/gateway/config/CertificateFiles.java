package dev.handoff.gateway.config;

import java.nio.file.Path;

/**
 * Where a certificate and its key are. Both may be replaced at any time.
 *
 * @param certificate PEM: the server's own certificate first, then those that lead to an authority
 * @param key PEM, not encrypted
 */
public record CertificateFiles(Path certificate, Path key) {}
