/**
 * A servlet app that sends files in every way there is, one line each; {@code Steps} is what to
 * read.
 */
@NullMarked
package dev.handoff.examples.sendfile;

import org.jspecify.annotations.NullMarked;
