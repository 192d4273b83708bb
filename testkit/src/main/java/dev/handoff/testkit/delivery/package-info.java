/**
 * Assertions on a file download, from outside: {@code assertThatDelivery(url).resumes()}.
 *
 * <p>{@link dev.handoff.testkit.delivery.DeliveryAssertions} is the door. What a client can see is
 * all that is known here: any server in any language can be asked. May use {@code exchange}, {@code
 * core} and AssertJ.
 */
@NullMarked
package dev.handoff.testkit.delivery;

import org.jspecify.annotations.NullMarked;
