/**
 * The gateway's own credentials for buckets, and what is signed with them.
 *
 * <p>The one place that knows the AWS SDK: its signer and its ways to find credentials, never its
 * HTTP clients. Loaded only when a configuration has an {@code s3} location. Signing happens on
 * event loops, so credentials are fetched and renewed elsewhere, ahead of need.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.s3;

import org.jspecify.annotations.NullMarked;
