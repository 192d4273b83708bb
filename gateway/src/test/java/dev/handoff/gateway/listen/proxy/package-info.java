@org.jspecify.annotations.NullMarked
package dev.handoff.gateway.listen.proxy;
