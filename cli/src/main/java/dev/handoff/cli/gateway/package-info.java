/**
 * {@code handoff gateway}: the life of the process around the data plane. Decides what is printed
 * where, what a signal means, and when a new configuration replaces the old one.
 */
@NullMarked
package dev.handoff.cli.gateway;

import org.jspecify.annotations.NullMarked;
