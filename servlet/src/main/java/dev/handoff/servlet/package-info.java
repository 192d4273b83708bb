/**
 * Sends files from servlets: the right status, fields and bytes, whether a front delivers them or
 * this process.
 *
 * <p>The door is {@link dev.handoff.servlet.Handoff}. Core decides, {@code files} reads, this
 * package moves bytes at the pace of the client without keeping a thread for it.
 */
@NullMarked
package dev.handoff.servlet;

import org.jspecify.annotations.NullMarked;
