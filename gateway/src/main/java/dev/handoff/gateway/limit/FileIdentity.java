package dev.handoff.gateway.limit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import java.util.regex.Pattern;

/** What a file is called where limits count: the same by whatever way it is asked for. */
public final class FileIdentity {
  /** Of S3 (v2, v4), CloudFront, Google and Azure. */
  private static final Pattern SIGNED =
      Pattern.compile("[?&](?:X-Amz-|X-Goog-)?(?i:sig(nature)?)=");

  private FileIdentity() {}

  /** A file below a folder. */
  public static String of(ServedRoot root, Octets name) {
    return root.path() + "/" + new String(name.toByteArray(), ISO_8859_1);
  }

  /** An object of a store; what only signs for it is left out. */
  public static String of(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Allowed(StoreTarget target) -> target.origin() + unsigned(target.target());
      // Is refused in a moment.
      case Judgement.Refused _ -> "";
    };
  }

  static String unsigned(Octets target) {
    String text = new String(target.toByteArray(), ISO_8859_1);
    return SIGNED.matcher(text).find() ? text.substring(0, text.indexOf('?')) : text;
  }
}
