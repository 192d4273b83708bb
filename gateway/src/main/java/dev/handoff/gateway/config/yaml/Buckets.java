package dev.handoff.gateway.config.yaml;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UnsafePath;
import dev.handoff.gateway.config.S3Store.Credentials;
import dev.handoff.gateway.config.S3Store.Deliver;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What describes a bucket, value by value. */
final class Buckets {
  static final Kind<String> NAME = new Kind<>("bucket name", Buckets::name, name -> name);
  static final Kind<String> REGION = new Kind<>("region", Buckets::region, region -> region);
  static final Kind<String> KEY_PREFIX =
      new Kind<>("beginning of keys, up to a slash", Buckets::keyPrefix, prefix -> prefix);
  static final Kind<Credentials> CREDENTIALS =
      new Kind<>(
          "`env`, `profile`, `profile:NAME`, `instance`, `file:PATH` or `anonymous`",
          Buckets::credentials,
          Buckets::show);
  static final Kind<Deliver> DELIVER =
      new Kind<>("`through`, `redirect` or `redirect TIME`", Buckets::deliver, Buckets::show);

  /** What some S3-compatible store or other accepts; DNS wants less. */
  private static final Pattern ANY_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

  /** Amazon S3 User Guide, bucket naming rules. */
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern AMAZON_REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
  private static final Duration USUAL = Duration.ofMinutes(5);

  /** A presigned URL lives seven days at most (Signature Version 4). */
  private static final Kind<Duration> LIFETIME =
      Times.between(Duration.ofSeconds(1), Duration.ofDays(7));

  private Buckets() {}

  private static Parsed<String> name(String text) {
    if (text.startsWith("s3://") || text.contains("/") || text.startsWith("arn:")) {
      return Parsed.bad(
          Quoted.of(text) + " is not a bucket's name alone.",
          "Write the name, and what stands before keys as `prefix`.");
    }
    return ANY_NAME.matcher(text).matches()
        ? Parsed.good(text)
        : Parsed.bad(
            Quoted.of(text) + " is not a bucket's name.",
            "A name has 3 to 63 lower-case letters, digits, dots and hyphens.");
  }

  /** Whether Amazon, and DNS, would have a bucket of that name. */
  static boolean isDnsName(String name) {
    return DNS_NAME.matcher(name).matches() && !ADDRESS.matcher(name).matches();
  }

  private static Parsed<String> region(String text) {
    return text.matches("[A-Za-z0-9_-]{1,64}")
        ? Parsed.good(text)
        : Parsed.bad(
            Quoted.of(text) + " is not a region.", "Write its code, such as eu-central-1.");
  }

  static boolean isAmazonRegion(String region) {
    return AMAZON_REGION.matcher(region).matches();
  }

  private static Parsed<String> keyPrefix(String text) {
    if (text.startsWith("/")) {
      return Parsed.bad(
          "keys that begin with a slash are not what " + Quoted.of(text) + " means, most likely.",
          "Write " + Quoted.bare(text.substring(1)) + ".");
    }
    if (!text.isEmpty() && !text.endsWith("/")) {
      return Parsed.bad(
          Quoted.of(text) + " has no slash at its end, so it would cover other names, too.",
          "Write " + Quoted.bare(text) + "/.");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > 512
        || text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      return Parsed.bad(
          "the prefix is longer than 512 octets or contains a control character.", "");
    }
    return UnsafePath.objectionTo(Octets.utf8(text)).isPresent()
        ? Parsed.bad(Quoted.of(text) + " contains a `..` segment.", "")
        : Parsed.good(text);
  }

  private static Parsed<Credentials> credentials(String text) {
    return switch (text) {
      case "env" -> Parsed.good(new Credentials.Environment());
      case "profile" -> Parsed.good(new Credentials.Profile("default"));
      case "instance" -> Parsed.good(new Credentials.InstanceRole());
      case "anonymous" -> Parsed.good(new Credentials.Anonymous());
      default -> named(text);
    };
  }

  private static Parsed<Credentials> named(String text) {
    if (text.matches("profile:[^\\s\\[\\]\\p{Cntrl}]{1,128}")) {
      return Parsed.good(new Credentials.Profile(text.substring("profile:".length())));
    }
    if (text.startsWith("file:") && text.length() > "file:".length()) {
      try {
        return Parsed.good(new Credentials.File(Path.of(text.substring("file:".length()))));
      } catch (InvalidPathException e) {
        return Parsed.bad("the name after file: is not a file name.", "");
      }
    }
    // What stands here may be a key itself, so it is not repeated.
    return Parsed.bad(
        "credentials do not stand in the file itself.",
        "Write env, profile, profile:NAME, instance, file:PATH or anonymous.");
  }

  private static String show(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Environment() -> "env";
      case Credentials.Profile(String name) ->
          name.equals("default") ? "profile" : "profile:" + name;
      case Credentials.InstanceRole() -> "instance";
      case Credentials.File(Path path) -> "file:" + path;
      case Credentials.Anonymous() -> "anonymous";
    };
  }

  private static Parsed<Deliver> deliver(String text) {
    if (text.equals("through")) {
      return Parsed.good(new Deliver.Through());
    }
    if (text.equals("redirect")) {
      return Parsed.good(new Deliver.Redirect(USUAL));
    }
    return text.startsWith("redirect ")
        ? LIFETIME.parse().apply(text.substring("redirect ".length())).map(Deliver.Redirect::new)
        : Parsed.bad(
            Quoted.of(text) + " is not through or redirect.",
            "Write redirect 5m for presigned URLs that live five minutes.");
  }

  private static String show(Deliver deliver) {
    return switch (deliver) {
      case Deliver.Through() -> "through";
      case Deliver.Redirect(Duration validFor) -> "redirect " + LIFETIME.show().apply(validFor);
    };
  }
}
