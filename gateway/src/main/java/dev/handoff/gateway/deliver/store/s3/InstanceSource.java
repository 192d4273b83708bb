package dev.handoff.gateway.deliver.store.s3;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.HttpCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/**
 * The role of the container (ECS, EKS pod identity) or else of the machine (EC2, by IMDSv2). Asked
 * with the SDK's own providers, a fresh one each time: what they keep would hide the true end.
 */
final class InstanceSource implements CredentialSource {
  private static final List<String> CONTAINER =
      List.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private final boolean container;

  InstanceSource(UnaryOperator<@Nullable String> environment) {
    this.container = CONTAINER.stream().anyMatch(name -> environment.apply(name) != null);
  }

  @Override
  public Found load() throws NoCredentialsException {
    try (HttpCredentialsProvider provider =
        container
            ? ContainerCredentialsProvider.create()
            : InstanceProfileCredentialsProvider.create()) {
      return Found.of(provider.resolveCredentials());
    } catch (RuntimeException refused) {
      throw new NoCredentialsException(
          NoCredentialsException.quoted(refused)
              + (container
                  ? "; check the task's or pod's role"
                  : "; give the machine a role, or choose other credentials"));
    }
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
    return container ? "the container's role" : "the machine's role";
  }
}
