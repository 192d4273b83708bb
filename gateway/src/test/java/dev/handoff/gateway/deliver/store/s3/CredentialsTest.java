package dev.handoff.gateway.deliver.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.Origin;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.S3Store.Addressing;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.config.S3Store.Deliver;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.deliver.store.RequestSigner;
import dev.handoff.gateway.deliver.store.RequestSigner.Signature;
import dev.handoff.gateway.deliver.store.StoreSigners;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where credentials come from, how they are kept fresh, and what is said while there are none. */
final class CredentialsTest {
  private static final Origin ORIGIN = new Origin(true, "s3.example", 443);
  private static final String TOKEN = "/latest/api/token";
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path folder;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    properties.forEach((name, before) -> {
      if (before == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, before);
      }
    });
  }

  @ParameterizedTest(name = "id {0}, secret {1}, token {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AKID | secret-1 |       | signed by AKID
          AKID | secret-1 | token | signed by AKID with token
          AKID | secret-1 | ' '   | signed by AKID
               | secret-1 |       | AWS_ACCESS_KEY_ID is not set
          ''   | secret-1 |       | AWS_ACCESS_KEY_ID is not set
          AKID |          |       | AWS_SECRET_ACCESS_KEY is not set
          A KI | secret-1 |       | characters no key has
          AKID | secret-1 | töken | characters no key has
          """)
  void theEnvironment(String id, String secret, String token, String outcome) {
    environment.put("AWS_ACCESS_KEY_ID", id);
    environment.put("AWS_SECRET_ACCESS_KEY", secret);
    environment.put("AWS_SESSION_TOKEN", token);
    assertThat(outcome(signer(new Credentials.Environment())))
        .contains(outcome)
        .doesNotContain("secret-1", "A KI", "töken");
  }

  @Test
  void anAnonymousBucketHasNoSigners() {
    assertThat(signers().of(store(new Credentials.Anonymous()))).isEmpty();
  }

  @Test
  void aFileIsReadAgainWhenItChanges() throws Exception {
    Path file = credentials("AKFIRST", "secret-1");
    RequestSigner signer = signer(new Credentials.File(file));
    assertThat(outcome(signer)).isEqualTo("signed by AKFIRST");
    // As mounted secrets change: another file takes the name.
    Path next = folder.resolve("next");
    Files.writeString(next, file("AKSECOND", "secret-2"));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Within.patience("new credentials", () -> outcome(signer).equals("signed by AKSECOND"));
  }

  @Test
  void aFileThatBreaksLeavesWhatWasKnown() throws Exception {
    Path file = credentials("AKFIRST", "secret-1");
    Counted source = new Counted(ProfileSource.alone(file));
    KeptCredentials kept = opened(new KeptCredentials(source, Clock.systemUTC()));
    Within.patience("a first answer", () -> identity(kept).equals("AKFIRST"));
    Files.writeString(file, "[default]\naws_access_key_id");
    Within.patience("another look", () -> source.refused.get() > 0);
    assertThat(kept.now()).isInstanceOf(KeptCredentials.State.Valid.class);
    Files.writeString(file, file("AKTHIRD", "secret-3"));
    Within.patience("repaired", () -> identity(kept).equals("AKTHIRD"));
  }

  @Test
  void aFileThatComesLaterIsFound() throws Exception {
    RequestSigner signer = signer(new Credentials.File(folder.resolve("later")));
    assertThat(outcome(signer)).contains("cannot read").contains("later").contains("create it");
    credentials("AKLATE", "secret", "later");
    Within.patience("found", () -> outcome(signer).equals("signed by AKLATE"));
  }

  @ParameterizedTest(name = "a file with {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [other]~aws_access_key_id = A~aws_secret_access_key = hidden-1 | write [default]
          [default]~aws_secret_access_key = hidden-1                     | aws_access_key_id
          [default]~aws_access_key_id = hidden-2                         | aws_secret_access_key
          [default~aws_access_key_id = hidden-2                          | line 1
          [default]~hidden-1                                             | line 2
          [default]~role_arn = arn:x~source_profile = default            | profile
          """)
  void aFileThatIsNoUseSaysWhyAndNothingElse(String lines, String reason) throws IOException {
    Path file = folder.resolve("credentials");
    Files.writeString(file, lines.replace('~', '\n'));
    assertThat(outcome(signer(new Credentials.File(file))))
        .contains(reason)
        .doesNotContain("hidden-1", "hidden-2")
        .matches("[ -~…]+");
  }

  @Test
  void aNamedProfileComesFromTheSharedFiles() throws Exception {
    property("aws.sharedCredentialsFile", credentials("AKDEFAULT", "s").toString());
    Path config = folder.resolve("config");
    property("aws.configFile", config.toString());
    Files.writeString(
        config, "[profile store]\naws_access_key_id=AKSTORE\naws_secret_access_key=x");
    assertThat(outcome(signer(new Credentials.Profile("store")))).isEqualTo("signed by AKSTORE");
    assertThat(outcome(signer(new Credentials.Profile("none"))))
        .contains("no profile none")
        .contains(config.toString());
  }

  @Test
  void aProfileMayRunAProgramAndIsAskedAgainBeforeTheEnd() throws Exception {
    property("aws.sharedCredentialsFile", folder.resolve("absent").toString());
    Path config = folder.resolve("config");
    property("aws.configFile", config.toString());
    Path answer = folder.resolve("answer");
    Files.writeString(answer, processAnswer("AKONE", Instant.now().plusSeconds(3)));
    Files.writeString(config, "[profile p]\ncredential_process = /bin/cat " + answer);
    RequestSigner signer = signer(new Credentials.Profile("p"));
    Files.writeString(answer, processAnswer("AKTWO", Instant.now().plusSeconds(3600)));
    Within.patience("renewed", () -> outcome(signer).equals("signed by AKTWO with token"));
  }

  @Test
  void theMachinesRoleIsAskedByTokenAndRenewedAheadOfItsEnd() {
    AtomicInteger given = new AtomicInteger();
    ScriptedApp machine = opened(ScriptedApp.tcp());
    machine.on(TOKEN, Answer.text(200, "imds-token"));
    machine.on(ROLES, Answer.text(200, "web-role"));
    machine.on(
        ROLES + "web-role",
        _ ->
            roleAnswer(
                "AKROLE" + given.incrementAndGet(),
                Instant.now().plusSeconds(given.get() == 1 ? 3 : 3600)));
    property("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + machine.port());
    RequestSigner signer = signer(new Credentials.InstanceRole());
    Within.patience("renewed", () -> outcome(signer).equals("signed by AKROLE2 with token"));
    assertThat(machine.requests())
        .filteredOn(request -> !request.target().equals(TOKEN))
        .isNotEmpty()
        .allSatisfy(request ->
            assertThat(request.field("x-aws-ec2-metadata-token")).hasValue("imds-token"));
    assertThat(machine.requests())
        .filteredOn(request -> request.target().equals(TOKEN))
        .extracting(ReceivedRequest::method)
        .containsOnly("PUT");
  }

  @Test
  void aMachineWithoutRoleSaysSoUntilItHasOne() {
    ScriptedApp machine = opened(ScriptedApp.tcp());
    machine.on(TOKEN, Answer.text(200, "imds-token"));
    property("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + machine.port());
    RequestSigner signer = signer(new Credentials.InstanceRole());
    assertThat(outcome(signer))
        .startsWith("the machine's role: ")
        .contains("give the machine a role, or choose other credentials");
    machine.on(ROLES + "web-role", _ -> roleAnswer("AKROLE", Instant.now().plusSeconds(3600)));
    machine.on(ROLES, Answer.text(200, "web-role"));
    Within.patience("a role", () -> outcome(signer).equals("signed by AKROLE with token"));
  }

  @Test
  void aRoleThatEndedSignsNothing() {
    ScriptedApp machine = opened(ScriptedApp.tcp());
    machine.on(TOKEN, Answer.text(200, "imds-token"));
    machine.on(ROLES, Answer.text(200, "web-role"));
    machine.on(ROLES + "web-role", _ -> roleAnswer("AKOLD", Instant.now().minusSeconds(60)));
    property("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:" + machine.port());
    assertThat(outcome(signer(new Credentials.InstanceRole())))
        .contains("ended at")
        .contains("is the clock right?");
  }

  @Test
  void aContainersRoleIsAskedWithItsToken() {
    ScriptedApp agent = opened(ScriptedApp.tcp());
    agent.on("/role", _ -> roleAnswer("AKTASK", Instant.now().plusSeconds(3600)));
    String uri = "http://127.0.0.1:" + agent.port() + "/role";
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
    property("aws.containerCredentialsFullUri", uri);
    property("aws.containerAuthorizationToken", "pod-token");
    RequestSigner signer = signer(new Credentials.InstanceRole());
    assertThat(outcome(signer)).isEqualTo("signed by AKTASK with token");
    assertThat(agent.onlyRequest().field("Authorization")).hasValue("pod-token");
  }

  @Test
  void locationsShareCredentialsUntilTheLastLetsGo() throws Exception {
    Path file = credentials("AKFIRST", "secret-1");
    S3Signers signers = signers();
    StoreSigners one = signers.of(store(new Credentials.File(file))).orElseThrow();
    StoreSigners other = signers.of(store(new Credentials.File(file))).orElseThrow();
    open.add(other);
    one.close();
    one.close();
    Files.writeString(file, file("AKSECOND", "secret-2"));
    Within.patience(
        "still renewed", () -> outcome(other.forRegion("r")).equals("signed by AKSECOND"));
    assertThat(other.forRegion("r")).isSameAs(other.forRegion("r"));
  }

  /** Counts the looks that found nothing. */
  private static final class Counted implements CredentialSource {
    final AtomicInteger refused = new AtomicInteger();
    private final CredentialSource source;

    Counted(CredentialSource source) {
      this.source = source;
    }

    @Override
    public Found load() throws NoCredentialsException {
      try {
        return source.load();
      } catch (NoCredentialsException nothing) {
        refused.incrementAndGet();
        throw nothing;
      }
    }

    @Override
    public boolean isWatched() {
      return source.isWatched();
    }

    @Override
    public boolean changed() {
      return source.changed();
    }
  }

  private String outcome(RequestSigner signer) {
    return switch (signer.sign(ORIGIN, Octets.utf8("/b/k"))) {
      case Signature.Unavailable(String reason) -> reason;
      case Signature.Signed(List<Field> fields) -> {
        String authorization = value(fields, "Authorization").orElseThrow();
        String id = authorization.replaceFirst(".*Credential=([^/]*)/.*", "$1");
        yield "signed by "
            + id
            + value(fields, "X-Amz-Security-Token").map(_ -> " with token").orElse("");
      }
    };
  }

  private static Optional<String> value(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).findFirst();
  }

  private static String identity(KeptCredentials kept) {
    return kept.now() instanceof KeptCredentials.State.Valid valid
        ? valid.identity().accessKeyId()
        : "";
  }

  private S3Signers signers() {
    return new S3Signers(environment::get, Clock.systemUTC());
  }

  private RequestSigner signer(Credentials credentials) {
    RequestSigner signer =
        opened(signers().of(store(credentials)).orElseThrow()).forRegion("eu-central-1");
    Within.patience("a first answer", () -> !outcome(signer).startsWith("no answer came"));
    return signer;
  }

  private static S3Store store(Credentials credentials) {
    return new S3Store(
        "bucket",
        "eu-central-1",
        Optional.empty(),
        Addressing.VIRTUAL,
        "",
        credentials,
        new Deliver.Through(),
        StoreAccess.DEFAULT);
  }

  private Path credentials(String id, String secret) throws IOException {
    return credentials(id, secret, "credentials");
  }

  private Path credentials(String id, String secret, String name) throws IOException {
    return Files.writeString(folder.resolve(name), file(id, secret));
  }

  private static String file(String id, String secret) {
    return "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(id, secret);
  }

  private static String processAnswer(String id, Instant until) {
    return """
    {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","SessionToken":"t","Expiration":"%s"}
    """
        .formatted(id, until);
  }

  private static Answer roleAnswer(String id, Instant until) {
    return Answer.text(
        200,
        """
        {"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"%s","SecretAccessKey":"s",
         "Token":"t","LastUpdated":"2026-11-21T00:00:00Z","Expiration":"%s"}
        """
            .formatted(id, until));
  }

  private void property(String name, String value) {
    properties.putIfAbsent(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }
}
