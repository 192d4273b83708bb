package dev.handoff.gateway.config.yaml;

import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.config.S3Store.Deliver;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreAccess.Family;
import dev.handoff.gateway.config.StoreBase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of locations whose files are on other servers. */
final class StoreKeys {
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** How a store is spoken to, whatever sort it is. */
  record Access(
      Key<Boolean> privateAddresses,
      Key<Family> addresses,
      Key<String> receive,
      Key<Path> ca,
      Key<Duration> connectTimeout,
      Key<Duration> timeout,
      Key<Integer> max,
      Key<Integer> idle,
      Key<Duration> idleTimeout) {

    List<Key<?>> all() {
      return List.of(
          privateAddresses,
          addresses,
          receive,
          ca,
          connectTimeout,
          timeout,
          max,
          idle,
          idleTimeout);
    }
  }

  static final Key<StoreBase> BASE =
      Key.optional(
          "internal.*.http.base",
          StoreUrls.BASE,
          "`allow` says what",
          "A server of yours; the target's rest is appended octet for octet. It may be private.");
  static final Key<AllowedUrl> ALLOW =
      Key.listOr(
          "internal.*.http.allow",
          StoreUrls.ALLOWED,
          "`base` alone",
          "URLs that apps may name; beside `base`: where its redirects may lead, too.");
  static final Key<Integer> FOLLOW_REDIRECTS =
      Key.one(
          "internal.*.http.follow_redirects",
          Kind.number(0, 10),
          "3",
          "Most redirects followed for one request, each judged like a target; beyond it 502.");
  static final Key<String> SEND =
      Key.listOr(
          "internal.*.http.send",
          StoreFields.SENT,
          "nothing",
          "Fields of the client's request that the server gets, too.");
  static final Access HTTP = access("internal.*.http");

  static final Key<String> BUCKET =
      Key.required("internal.*.s3.bucket", Buckets.NAME, "The bucket; the target's rest is a key.");
  static final Key<String> REGION =
      Key.optional(
          "internal.*.s3.region",
          Buckets.REGION,
          "required; with `endpoint`: us-east-1",
          "Where the bucket is; requests are signed for it.");
  static final Key<StoreBase> ENDPOINT =
      Key.optional(
          "internal.*.s3.endpoint",
          StoreUrls.BASE,
          "Amazon's in the region",
          "Another S3-compatible store, without the bucket's name. It may be private.");
  static final Key<Addressing> STYLE =
      Key.optional(
          "internal.*.s3.style",
          Kind.choice(
              List.of(
                  Map.entry("path", Addressing.PATH), Map.entry("virtual", Addressing.VIRTUAL))),
          "`path` with `endpoint` or a dot in the name, else `virtual`",
          "Whether the bucket's name stands in the path or in the host.");
  static final Key<Credentials> CREDENTIALS =
      Key.one(
          "internal.*.s3.credentials",
          Buckets.CREDENTIALS,
          "env",
          "Where the key comes from: AWS_* variables, AWS's shared files, the machine's role, a file.");
  static final Key<String> KEY_PREFIX =
      Key.optional(
          "internal.*.s3.prefix",
          Buckets.KEY_PREFIX,
          "nothing",
          "Stands before every key, such as `tenants/shop/`.");
  static final Key<Deliver> DELIVER =
      Key.one(
          "internal.*.s3.deliver",
          Buckets.DELIVER,
          "through",
          "`redirect` sends clients to a presigned URL of the bucket, for 5m or TIME.");
  static final Access S3 = access("internal.*.s3");

  static final List<Key<?>> ALL = all();

  private StoreKeys() {}

  private static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(List.of(BASE, ALLOW, FOLLOW_REDIRECTS, SEND));
    all.addAll(HTTP.all());
    all.addAll(List.of(BUCKET, REGION, ENDPOINT, STYLE, CREDENTIALS, KEY_PREFIX, DELIVER));
    all.addAll(S3.all());
    return List.copyOf(all);
  }

  private static Access access(String pattern) {
    return new Access(
        Key.one(
            pattern + ".private_addresses",
            Kind.choice(List.of(Map.entry("deny", false), Map.entry("allow", true))),
            "deny",
            "Whether names may lead to loopback, private and link-local addresses."),
        Key.one(
            pattern + ".addresses",
            Kind.choice(
                List.of(
                    Map.entry("any", Family.ANY),
                    Map.entry("ipv4", Family.IPV4),
                    Map.entry("ipv6", Family.IPV6))),
            "any",
            "Which addresses of a name are tried."),
        Key.list(
            pattern + ".receive",
            StoreFields.RECEIVED,
            StoreAccess.RECEIVED,
            "Fields of the store a client gets where the app says nothing of its own."),
        Key.optional(
            pattern + ".ca",
            Paths.FILE,
            "the system's authorities",
            "PEM file with the certificate authorities to trust instead."),
        Key.one(
            pattern + ".connect_timeout",
            Times.between(INSTANT, DAY),
            Times.show(StoreAccess.DEFAULT.connectTimeout()),
            "For a connection to one address to open (504)."),
        Key.one(
            pattern + ".timeout",
            Times.between(INSTANT, DAY),
            Times.show(StoreAccess.DEFAULT.timeout()),
            "For an answer to begin (504), and for a body in which no octet moves."),
        Key.one(
            pattern + ".connections.max",
            Kind.number(1, 100_000),
            String.valueOf(StoreAccess.DEFAULT.maxConnections()),
            "Open connections to one server at most; beyond it requests wait."),
        Key.one(
            pattern + ".connections.idle",
            Kind.number(0, 1_000),
            String.valueOf(StoreAccess.DEFAULT.idlePerLoop()),
            "Connections to one server that each event loop keeps for the next request."),
        Key.one(
            pattern + ".connections.idle_timeout",
            Times.between(INSTANT, DAY),
            Times.show(StoreAccess.DEFAULT.idleTimeout()),
            "How long they are kept."));
  }
}
