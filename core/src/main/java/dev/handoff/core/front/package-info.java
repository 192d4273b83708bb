/**
 * The server before an app: who it is, how it proves that it is there, and how it is told which
 * file to deliver.
 *
 * <p>Doors: {@link dev.handoff.core.front.Front} chooses, {@link
 * dev.handoff.core.front.FrontAnswer} writes by the table in {@link
 * dev.handoff.core.front.FrontOption}, {@link dev.handoff.core.front.FrontProof} makes and checks
 * {@code Handoff-Front}. A proof says nothing about who the user is. A value that somebody captures
 * can, as long as it is fresh, make the app answer with a header in place of octets, and nothing
 * more.
 */
@NullMarked
package dev.handoff.core.front;

import org.jspecify.annotations.NullMarked;
