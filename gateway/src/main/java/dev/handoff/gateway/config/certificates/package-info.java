/**
 * Certificates and keys in files: PEM in, a certificate chain with the key that fits it out, or a
 * sentence that says what is wrong and what to do.
 *
 * <p>Used when a configuration is checked and again when it is put in force. JDK only.
 */
@NullMarked
package dev.handoff.gateway.config.certificates;

import org.jspecify.annotations.NullMarked;
