/**
 * Certificates that come by themselves (ACME, RFC 8555): orders them, answers the authority's
 * question whether a name is ours (http-01), writes them to files, and does so again in time.
 *
 * <p>In: names, an authority's directory, a folder. Out: two files, which whoever terminates TLS
 * reads again when they change, and answers below {@code /.well-known/acme-challenge/}. Only {@link
 * dev.handoff.gateway.acme.Ordering} knows the client library; it is loaded when a certificate is
 * due.
 */
@NullMarked
package dev.handoff.gateway.acme;

import org.jspecify.annotations.NullMarked;
