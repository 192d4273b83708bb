/**
 * Conformance as JUnit tests: {@link dev.handoff.testkit.conformance.FileConformance} is extended
 * by whoever serves a file.
 */
@NullMarked
package dev.handoff.testkit.conformance;

import org.jspecify.annotations.NullMarked;
