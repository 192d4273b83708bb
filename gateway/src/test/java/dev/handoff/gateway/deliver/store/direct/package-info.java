/** Objects straight from their store, against stores that answer what a test wrote down. */
package dev.handoff.gateway.deliver.store.direct;
