package dev.handoff.conformance;

/**
 * What is to hold.
 *
 * @param id a capital letter for the group, and a number
 * @param sentence from {@code docs/spec/statements.tsv}
 * @param reference where it is written, such as {@code RFC 9110 §14.2}
 * @param demand how much stands behind it
 */
public record Statement(String id, String sentence, String reference, Demand demand) {}
