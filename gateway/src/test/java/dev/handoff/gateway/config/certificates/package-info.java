@org.jspecify.annotations.NullMarked
package dev.handoff.gateway.config.certificates;
