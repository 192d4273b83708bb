package dev.handoff.conformance;

/**
 * What was said on the wire, with values of the user's own fields, cookies and the query of the URL
 * replaced by {@code …}. No octet of a content stands in it.
 *
 * @param request the head of the request
 * @param expected what must come, in words; Markdown
 * @param answer the head of the answer, or why there is none
 * @param curl a command that makes the same request
 */
public record Evidence(String request, String expected, String answer, String curl) {}
