/**
 * TLS for clients: which certificate for which name, with what protocols and ciphers, and the files
 * looked at again while connections come.
 *
 * <p>BoringSSL where its library loads, the JDK's TLS elsewhere. What is done on loops takes what
 * is ready; files are read elsewhere.
 */
@NullMarked
package dev.handoff.gateway.listen.tls;

import org.jspecify.annotations.NullMarked;
