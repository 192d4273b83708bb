package dev.handoff.gateway.config.yaml;

import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.core.remote.StoreAuthority;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.config.yaml.Section.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code http} and {@code s3} of an internal location. */
final class StoreReader {
  private static final String USUAL_REGION = "us-east-1";

  private final Report report;
  private final Surroundings surroundings;
  private final StoreFiles files;

  StoreReader(Report report, Surroundings surroundings, StoreFiles files) {
    this.report = report;
    this.surroundings = surroundings;
    this.files = files;
  }

  HttpStore http(Section http) {
    Optional<StoreBase> base = http.find(StoreKeys.BASE);
    List<AllowedUrl> allow = http.values(StoreKeys.ALLOW);
    boolean named =
        http.node(StoreKeys.BASE.name()).isPresent()
            || http.node(StoreKeys.ALLOW.name()).isPresent();
    if (!http.flawed() && (!named || (base.isEmpty() && allow.isEmpty() && isEmptyList(http)))) {
      report.error(
          http.line(),
          http.path(),
          http.path() + " names no server.",
          "Write base: URL for one of yours, or allow: [URL, …] for what apps may name.");
    }
    return new HttpStore(
        base,
        allow,
        http.value(StoreKeys.FOLLOW_REDIRECTS),
        access(http, StoreKeys.HTTP, http.values(StoreKeys.SEND)));
  }

  private static boolean isEmptyList(Section http) {
    return http.node(StoreKeys.ALLOW.name())
        .filter(node -> node instanceof YamlNode.Sequence(var items, int _) && items.isEmpty())
        .isPresent();
  }

  S3Store s3(Section s3) {
    Optional<Item<String>> bucket = s3.findItem(StoreKeys.BUCKET);
    Optional<Item<StoreBase>> endpoint = s3.findItem(StoreKeys.ENDPOINT);
    String region = region(s3, endpoint.isPresent());
    Addressing addressing = addressing(s3, bucket.map(Item::value), endpoint.isPresent());
    bucket.ifPresent(name -> {
      checkName(s3, name, endpoint.isEmpty() || addressing == Addressing.VIRTUAL);
      endpoint.ifPresent(at -> checkEndpoint(s3, at, name.value(), addressing));
    });
    return new S3Store(
        bucket.map(Item::value).orElse("missing"),
        region,
        endpoint.map(Item::value),
        addressing,
        s3.find(StoreKeys.KEY_PREFIX).orElse(""),
        credentials(s3),
        s3.value(StoreKeys.DELIVER),
        access(s3, StoreKeys.S3, List.of()));
  }

  private String region(Section s3, boolean ownEndpoint) {
    Optional<Item<String>> region = s3.findItem(StoreKeys.REGION);
    String key = s3.fullName(StoreKeys.REGION);
    if (ownEndpoint) {
      return region.map(Item::value).orElse(USUAL_REGION);
    }
    boolean written = s3.node(StoreKeys.REGION.name()).isPresent();
    if (!written && !s3.flawed() && s3.node(StoreKeys.ENDPOINT.name()).isEmpty()) {
      report.error(s3.line(), key, key + " is missing.", "Add it, such as region: eu-central-1.");
    }
    region
        .filter(item -> !Buckets.isAmazonRegion(item.value()))
        .ifPresent(item ->
            report.wrong(
                item.line(),
                key,
                Quoted.of(item.value()) + " is not a region of Amazon's.",
                "Write its code, such as eu-central-1; other stores need `endpoint`."));
    return region.map(Item::value).orElse(USUAL_REGION);
  }

  private Addressing addressing(Section s3, Optional<String> bucket, boolean ownEndpoint) {
    Optional<Addressing> written = s3.find(StoreKeys.STYLE);
    if (written.isPresent() || s3.node(StoreKeys.STYLE.name()).isPresent()) {
      return written.orElse(Addressing.PATH);
    }
    // A certificate for *.s3.… covers one label, so a dotted name cannot stand in the host.
    boolean inPath = ownEndpoint || bucket.filter(name -> name.contains(".")).isPresent();
    Addressing usual = inPath ? Addressing.PATH : Addressing.VIRTUAL;
    s3.recordComputed(
        StoreKeys.STYLE, new Setting.Value.One(StoreKeys.STYLE.kind().show().apply(usual)));
    return usual;
  }

  private void checkName(Section s3, Item<String> bucket, boolean strictly) {
    if (strictly && !Buckets.isDnsName(bucket.value())) {
      report.wrong(
          bucket.line(),
          s3.fullName(StoreKeys.BUCKET),
          Quoted.of(bucket.value()) + " is not a bucket's name.",
          "A name has 3 to 63 lower-case letters, digits, dots and hyphens.");
    }
  }

  private void checkEndpoint(
      Section s3, Item<StoreBase> endpoint, String bucket, Addressing addressing) {
    StoreBase at = endpoint.value();
    String key = s3.fullName(StoreKeys.ENDPOINT);
    if (at.host().startsWith(bucket + ".") || at.path().equals("/" + bucket + "/")) {
      report.wrong(
          endpoint.line(),
          key,
          "the bucket's name stands in it, and `bucket` puts it there again.",
          "Write the URL without " + bucket + ".");
    }
    if (addressing == Addressing.VIRTUAL && StoreAuthority.literal(at.host()).isPresent()) {
      report.wrong(
          endpoint.line(),
          key,
          "a bucket's name cannot stand before an IP address.",
          "Write style: path, or name the host.");
    }
  }

  private Credentials credentials(Section s3) {
    Optional<Item<Credentials>> written = s3.findItem(StoreKeys.CREDENTIALS);
    Credentials credentials = written.map(Item::value).orElseGet(Credentials.Anonymous::new);
    int line = written.map(Item::line).orElse(s3.line());
    String key = s3.fullName(StoreKeys.CREDENTIALS);
    if (credentials instanceof Credentials.Environment && !s3.flawed()) {
      surroundings.needVariables(
          List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
          line,
          key,
          "Set it, or write profile, instance, file:PATH or anonymous.");
    }
    if (credentials instanceof Credentials.File(Path given)) {
      Path file = files.credentials(new Item<>(given, line), key);
      s3.recordResolved(StoreKeys.CREDENTIALS, "file:" + file, line);
      return new Credentials.File(file);
    }
    return credentials;
  }

  private StoreAccess access(Section store, StoreKeys.Access keys, List<String> send) {
    Section connections = store.child("connections");
    Optional<Path> ca =
        store
            .findItem(keys.ca())
            .map(item -> {
              Path file = files.certificates(item, store.fullName(keys.ca()));
              store.recordResolved(keys.ca(), file.toString(), item.line());
              return file;
            });
    return new StoreAccess(
        store.value(keys.privateAddresses()),
        store.value(keys.addresses()),
        send,
        store.values(keys.receive()),
        ca,
        store.value(keys.connectTimeout()),
        store.value(keys.timeout()),
        connections.value(keys.idleTimeout()),
        connections.value(keys.idle()),
        connections.value(keys.max()));
  }
}
