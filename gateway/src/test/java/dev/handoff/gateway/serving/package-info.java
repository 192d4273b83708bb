/** What a running gateway does beyond single answers: starts, stops, reloads, logs, uploads. */
package dev.handoff.gateway.serving;
