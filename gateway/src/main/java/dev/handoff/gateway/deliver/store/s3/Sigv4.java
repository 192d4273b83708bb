package dev.handoff.gateway.deliver.store.s3;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS Signature Version 4 as S3 wants it: paths encoded once, never normalised, content not signed.
 *
 * <p>A few microseconds on the calling thread; the SDK keeps the day's derived key. The request is
 * described to the SDK, never built by it: what is sent are the octets that were handed in.
 */
final class Sigv4 {
  /** A client cannot hold on to a URL for longer (SigV4 query parameters). */
  static final Duration LONGEST = Duration.ofDays(7);

  private final String region;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  Sigv4(String region, Clock clock) {
    this.region = region;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** Loads what a first signature would load on an event loop: a fifth of a second. */
  static void warmUp() {
    Origin origin = new Origin(true, "s3.invalid", 443);
    AwsCredentialsIdentity nobody = AwsSessionCredentialsIdentity.create("id", "secret", "token");
    new Sigv4("us-east-1", Clock.systemUTC()).fields(nobody, origin, Octets.utf8("/warm?up=1"));
  }

  /** Fields for a GET, besides Host. */
  List<Field> fields(AwsCredentialsIdentity identity, Origin origin, Octets target) {
    SdkHttpRequest request = described(SdkHttpMethod.GET, origin, new S3Target(target)).build();
    SdkHttpRequest signed = signer.sign(plan -> plan(plan, identity, request)).request();
    List<Field> fields = new ArrayList<>(4);
    signed.forEachHeader((name, values) -> {
      if (!name.equalsIgnoreCase("Host")) {
        fields.add(new Field(name, values.getFirst()));
      }
    });
    return fields;
  }

  /**
   * Query of a URL with its signature, ready to be sent.
   *
   * @param more parameters to be signed besides the target's own, neither encoded
   */
  String query(
      AwsCredentialsIdentity identity,
      boolean head,
      Origin origin,
      S3Target target,
      Map<String, String> more,
      Duration validFor) {
    SdkHttpRequest.Builder request =
        described(head ? SdkHttpMethod.HEAD : SdkHttpMethod.GET, origin, target);
    more.forEach(request::putRawQueryParameter);
    SdkHttpRequest signed =
        signer
            .sign(plan -> {
              plan(plan, identity, request.build());
              plan.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING);
              plan.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validFor);
            })
            .request();
    return signed.encodedQueryParameters().orElseThrow();
  }

  private void plan(
      SignRequest.Builder<AwsCredentialsIdentity> plan,
      AwsCredentialsIdentity identity,
      SdkHttpRequest request) {
    plan.identity(identity)
        .request(request)
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock)
        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false);
  }

  private static SdkHttpRequest.Builder described(
      SdkHttpMethod method, Origin origin, S3Target target) {
    String host = origin.host();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(method)
            .protocol(origin.https() ? "https" : "http")
            .host(host.indexOf(':') >= 0 ? "[" + host + "]" : host)
            .port(origin.port())
            .encodedPath(target.path());
    target.parameters().forEach(p -> request.appendRawQueryParameter(p.name(), p.value()));
    return request;
  }
}
