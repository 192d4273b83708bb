/** Objects of stores, kept in slices: tables, files, and whole gateways before a scripted store. */
package dev.handoff.gateway.deliver.store.cache;
