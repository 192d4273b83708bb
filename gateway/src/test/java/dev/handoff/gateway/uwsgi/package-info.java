/** Apps that are asked by uwsgi: packets, answers, and a real uwsgi beside nginx. */
@org.jspecify.annotations.NullMarked
package dev.handoff.gateway.uwsgi;
