/** The client to stores, against scripted stores on loopback. */
package dev.handoff.gateway.deliver.store.connect;
