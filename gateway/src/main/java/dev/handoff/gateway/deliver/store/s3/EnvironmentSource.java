package dev.handoff.gateway.deliver.store.s3;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The variables this process was started with; they never change. */
final class EnvironmentSource implements CredentialSource {
  private final UnaryOperator<@Nullable String> environment;

  EnvironmentSource(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Found load() throws NoCredentialsException {
    String id = needed("AWS_ACCESS_KEY_ID");
    String secret = needed("AWS_SECRET_ACCESS_KEY");
    String token = environment.apply("AWS_SESSION_TOKEN");
    return Found.of(
        token == null || token.isBlank()
            ? AwsCredentialsIdentity.create(id, secret)
            : AwsSessionCredentialsIdentity.create(id, secret, token));
  }

  private String needed(String name) throws NoCredentialsException {
    String value = environment.apply(name);
    if (value == null || value.isBlank()) {
      throw new NoCredentialsException(
          name + " is not set; set it where the gateway is started, or choose other credentials");
    }
    return value;
  }

  @Override
  public boolean isWatched() {
    return false;
  }

  @Override
  public boolean changed() {
    return false;
  }

  @Override
  public String toString() {
    return "the environment";
  }
}
