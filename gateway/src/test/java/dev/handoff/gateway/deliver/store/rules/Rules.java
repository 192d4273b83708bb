package dev.handoff.gateway.deliver.store.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.HandoffTarget;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.core.remote.Origin;
import dev.handoff.core.remote.StoreAuthority;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.StoreSigners;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rules in a few words, and judgements as text: the URL that is asked, or status and reason. */
final class Rules {
  private Rules() {}

  /** {@code allow} entries apart by spaces. */
  static TargetRules allowing(String entries) {
    return http(Optional.empty(), allowed(entries));
  }

  static TargetRules below(String base, String allowBeside) {
    return http(Optional.of(base(base)), allowed(allowBeside));
  }

  private static TargetRules http(Optional<StoreBase> base, List<AllowedUrl> allow) {
    HttpStore store = new HttpStore(base, allow, 3, StoreAccess.DEFAULT);
    return HttpRules.of(new InternalLocation.Http("/_remote/", store, true, Optional.empty()));
  }

  /** Says for which region it signs. */
  private record Region(String name) implements RequestSigner {
    @Override
    public Signature sign(Origin origin, Octets target) {
      return new Signature.Signed(List.of(new Field("Region", name)));
    }
  }

  private static final class Regions implements StoreSigners {
    @Override
    public RequestSigner forRegion(String region) {
      return new Region(region);
    }

    @Override
    public Presigner presigner(String region, Duration validFor) {
      throw new AssertionError("nobody is redirected here");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  static TargetRules bucket(String endpoint, String region, Addressing style, String keys) {
    Optional<StoreBase> own = endpoint.isEmpty() ? Optional.empty() : Optional.of(base(endpoint));
    S3Store store =
        new S3Store(
            "b",
            region,
            own,
            style,
            keys,
            new S3Store.Credentials.Environment(),
            new S3Store.Deliver.Through(),
            StoreAccess.DEFAULT);
    return S3Rules.of(
        new InternalLocation.S3("/_s3/", store, true, Optional.empty()),
        Optional.of(new Regions()));
  }

  static StoreBase base(String url) {
    AllowedUrl parts = one(url);
    return new StoreBase(parts.https(), parts.host(), parts.port(), parts.path());
  }

  private static List<AllowedUrl> allowed(String entries) {
    return Arrays.stream(entries.split(" ")).filter(e -> !e.isEmpty()).map(Rules::one).toList();
  }

  private static AllowedUrl one(String url) {
    boolean https = url.startsWith("https://");
    String rest = url.substring(https ? 8 : 7);
    int slash = rest.indexOf('/');
    String authority = rest.substring(0, slash);
    boolean any = authority.startsWith("*.");
    var read =
        (StoreAuthority.Reading.Accepted)
            StoreAuthority.read(any ? authority.substring(2) : authority, https ? 443 : 80);
    String host = (any ? "*." : "") + read.authority().host();
    boolean named = StoreAuthority.literal(host).isPresent() || host.equals("localhost");
    return new AllowedUrl(https, host, read.authority().port(), rest.substring(slash), named);
  }

  /** Octets from text in which every character is one octet. */
  static Octets octets(String latin1) {
    return Octets.wrap(latin1.getBytes(ISO_8859_1));
  }

  /**
   * What the rules make of a field value of the app's.
   *
   * @param value a URI whose first segment is the location's, or a URL; Latin-1
   */
  static Judgement judge(TargetRules rules, String value) {
    return switch (HandoffTarget.parse(octets(value))) {
      case HandoffTarget.InternalUri uri -> rules.below(uri.rawBelow(1), uri.rawQuery());
      case HandoffTarget.AbsoluteUrl url -> rules.url(url);
      case HandoffTarget.Broken broken -> new Judgement.Refused(502, broken.reason());
      case HandoffTarget.Unsafe unsafe -> new Judgement.Refused(404, unsafe.reason());
      case HandoffTarget.FilePath _ -> throw new AssertionError("not from this field");
    };
  }

  /** {@code https://host/path?query}, with {@code private} behind it where that may be. */
  static String text(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Allowed(StoreTarget target) ->
          target.origin()
              + new String(target.target().toByteArray(), ISO_8859_1)
              + (target.privateToo() ? " private" : "");
      case Judgement.Refused refused -> refused.status() + " " + refused.reason();
    };
  }

  static StoreTarget allowed(Judgement judgement) {
    return ((Judgement.Allowed) judgement).target();
  }
}
