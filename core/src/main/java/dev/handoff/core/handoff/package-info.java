/**
 * The handoff vocabulary: which fields an app and a front speak to each other, and what they say.
 *
 * <p>Decides what the value of {@code X-Accel-Redirect} or {@code X-Sendfile} names, which fields
 * are control fields that no client may send or see, what the {@code Handoff} field asks for, and
 * how a path on disk becomes a URI of the front. Opens nothing and grants nothing: whether the app
 * may name a target is decided where the grants are.
 */
@NullMarked
package dev.handoff.core.handoff;

import org.jspecify.annotations.NullMarked;
