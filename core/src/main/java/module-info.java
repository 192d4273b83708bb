/** The decisions of a file response and the handoff vocabulary. JDK only, no I/O. */
module dev.handoff.core {
  requires static org.jspecify;

  exports dev.handoff.core.caching;
  exports dev.handoff.core.coding;
  exports dev.handoff.core.conditions;
  exports dev.handoff.core.digest;
  exports dev.handoff.core.disposition;
  exports dev.handoff.core.fields;
  exports dev.handoff.core.front;
  exports dev.handoff.core.handoff;
  exports dev.handoff.core.links;
  exports dev.handoff.core.mediatype;
  exports dev.handoff.core.paths;
  exports dev.handoff.core.problem;
  exports dev.handoff.core.ranges;
  exports dev.handoff.core.receipts;
  exports dev.handoff.core.remote;
  exports dev.handoff.core.response;
  exports dev.handoff.core.send;
  exports dev.handoff.core.store;
  exports dev.handoff.core.structured;
  exports dev.handoff.core.validators;
}
