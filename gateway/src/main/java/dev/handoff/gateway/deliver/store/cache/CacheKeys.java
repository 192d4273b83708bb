package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.deliver.store.StoreTarget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * From a target to the key of its object: signatures are left out, so that a link presigned anew
 * finds what was fetched by an older one. Immutable.
 *
 * <p>Names are compared as they are written, as stores do: a name in another case or with escapes
 * is another parameter. What selects a version or changes the answer stays, whatever the
 * configuration says.
 */
final class CacheKeys {
  private static final int NAME_OCTETS = 20;

  /**
   * A parameter of one of these signatures means something else where the signature is missing:
   * {@code ?st=5} alone may well choose an object.
   */
  private enum Family {
    AMAZON("X-Amz-Signature"),
    GOOGLE("X-Goog-Signature"),
    AZURE("sig"),
    /** S3 version 2, CloudFront, Google version 2. */
    PLAIN("Signature");

    private final String signature;

    Family(String signature) {
      this.signature = signature;
    }

    static Family of(String name) {
      if (name.startsWith("X-Amz-")) {
        return AMAZON;
      }
      if (name.startsWith("X-Goog-")) {
        return GOOGLE;
      }
      return Character.isLowerCase(name.charAt(0)) ? AZURE : PLAIN;
    }
  }

  private final Set<String> always = new HashSet<>();
  private final Set<String> ifSigned = new HashSet<>();

  CacheKeys(List<String> ignoreQuery) {
    Set<String> known = Set.copyOf(RemoteCache.SIGNING);
    for (String name : ignoreQuery) {
      (known.contains(name) ? ifSigned : always).add(name);
    }
  }

  CacheKey of(StoreTarget target) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(128);
    line(text, target.rules().location());
    line(text, target.origin().toString());
    text.writeBytes(distinct(target.target()));
    byte[] octets = text.toByteArray();
    byte[] hash = sha256(octets);
    return new CacheKey(HexFormat.of().formatHex(hash, 0, NAME_OCTETS), Octets.wrap(octets));
  }

  private static void line(ByteArrayOutputStream text, String value) {
    text.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    text.write('\n');
  }

  /** Path and query without what only signs. */
  private byte[] distinct(Octets target) {
    int mark = target.find('?', 0);
    if (mark == target.length()) {
      return target.toByteArray();
    }
    Set<Family> signed = signed(target, mark + 1);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(target.length());
    kept.writeBytes(target.slice(0, mark).toByteArray());
    boolean any = false;
    boolean dropped = false;
    for (int at = mark + 1; at <= target.length(); at = target.find('&', at) + 1) {
      int end = target.find('&', at);
      if (isIgnored(name(target, at, end), signed)) {
        dropped = true;
      } else {
        kept.write(any ? '&' : '?');
        kept.writeBytes(target.slice(at, end).toByteArray());
        any = true;
      }
    }
    return any || dropped ? kept.toByteArray() : target.toByteArray();
  }

  private static Set<Family> signed(Octets target, int query) {
    Set<Family> signed = new HashSet<>();
    for (int at = query; at <= target.length(); at = target.find('&', at) + 1) {
      String name = name(target, at, target.find('&', at));
      for (Family family : Family.values()) {
        if (family.signature.equals(name)) {
          signed.add(family);
        }
      }
    }
    return signed;
  }

  private static String name(Octets target, int at, int end) {
    return new String(
        target.slice(at, Math.min(end, target.find('=', at))).toByteArray(),
        StandardCharsets.ISO_8859_1);
  }

  private boolean isIgnored(String name, Set<Family> signed) {
    if (name.equals("versionId") || name.startsWith("response-")) {
      return false;
    }
    return always.contains(name) || (ifSigned.contains(name) && signed.contains(Family.of(name)));
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
