package dev.handoff.gateway.deliver.store.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** A profile of the shared AWS files, or of a credentials file of its own. */
final class ProfileSource implements CredentialSource {
  private static final List<String> KINDS = List.of("aws_access_key_id", "credential_process");

  private final String profile;
  private final List<Path> files;
  private final Supplier<ProfileFile> content;
  private List<FileStamp> stamps = List.of();

  private ProfileSource(String profile, List<Path> files, Supplier<ProfileFile> content) {
    this.profile = profile;
    this.files = files;
    this.content = content;
  }

  /** A profile of {@code ~/.aws/credentials} and {@code ~/.aws/config}, or where AWS_* say. */
  static ProfileSource shared(String profile) {
    return new ProfileSource(
        profile,
        List.of(
            ProfileFileLocation.credentialsFilePath(), ProfileFileLocation.configurationFilePath()),
        ProfileFile::defaultProfileFile);
  }

  /** The profile {@code default} of one file. */
  static ProfileSource alone(Path file) {
    return new ProfileSource(
        "default",
        List.of(file),
        () -> ProfileFile.builder().content(file).type(ProfileFile.Type.CREDENTIALS).build());
  }

  @Override
  public Found load() throws NoCredentialsException {
    // Before the content: a change in between is then seen by the next look.
    stamps = files.stream().map(FileStamp::of).toList();
    if (files.stream().noneMatch(Files::isReadable)) {
      throw new NoCredentialsException("cannot read " + names() + "; create it or change its mode");
    }
    try {
      ProfileFile read = content.get();
      Optional<Profile> section = read.profile(profile);
      if (section.isEmpty()) {
        throw new NoCredentialsException(
            "there is no profile " + profile + " in " + names() + "; write [" + profile + "]");
      }
      // Roles and single sign-on would need clients of more services.
      if (KINDS.stream().noneMatch(kind -> section.get().property(kind).isPresent())) {
        throw new NoCredentialsException(
            "the profile needs aws_access_key_id and aws_secret_access_key, or credential_process");
      }
      try (ProfileCredentialsProvider provider =
          ProfileCredentialsProvider.builder().profileFile(read).profileName(profile).build()) {
        return Found.of(provider.resolveCredentials());
      }
    } catch (RuntimeException unusable) {
      throw new NoCredentialsException(NoCredentialsException.quoted(unusable));
    }
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public boolean changed() {
    return !files.stream().map(FileStamp::of).toList().equals(stamps);
  }

  private String names() {
    return String.join(" and ", files.stream().map(Path::toString).toList());
  }

  @Override
  public String toString() {
    return "profile " + profile + " of " + names();
  }
}
