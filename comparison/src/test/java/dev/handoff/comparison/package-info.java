/**
 * The library beside what people use today: the same cases of {@code docs/spec/statements.tsv} over
 * real HTTP. Out comes {@code docs/comparison.md}. {@link dev.handoff.comparison.Serve} starts the
 * same servers for the benchmark.
 */
package dev.handoff.comparison;
