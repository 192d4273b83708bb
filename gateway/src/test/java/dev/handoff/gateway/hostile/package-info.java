/**
 * What nobody may send: requests and answers whose octets two programs could read in two ways, and
 * clients that never finish.
 *
 * <p>Judged on the wire and at the app: a request that is refused never reached it, and one that
 * passes reached it once. The first column names the section of RFC 9112 unless it says otherwise.
 */
@NullMarked
package dev.handoff.gateway.hostile;

import org.jspecify.annotations.NullMarked;
