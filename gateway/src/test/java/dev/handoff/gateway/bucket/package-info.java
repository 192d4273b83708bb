/** The gateway in front of a real store that speaks S3 and checks signatures. */
package dev.handoff.gateway.bucket;
