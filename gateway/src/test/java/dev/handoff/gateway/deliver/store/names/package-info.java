/** Names, by files of the test's own and a name server on loopback. */
package dev.handoff.gateway.deliver.store.names;
