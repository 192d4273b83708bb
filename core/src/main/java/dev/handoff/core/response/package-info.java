/**
 * What to answer to a request for one representation, decided before a byte is read (RFC 9110
 * §13.2, §14, §15).
 *
 * <p>The door is {@link dev.handoff.core.response.FileResponse#decide}. In: the request's fields
 * and the facts of an open file. Out: a {@link dev.handoff.core.response.ResponsePlan} that says
 * status, fields and slices; the caller moves the bytes.
 */
@NullMarked
package dev.handoff.core.response;

import org.jspecify.annotations.NullMarked;
