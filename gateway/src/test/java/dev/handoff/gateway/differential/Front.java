package dev.handoff.gateway.differential;

/** Who stands in front of the apps. */
enum Front {
  NGINX,
  GATEWAY
}
