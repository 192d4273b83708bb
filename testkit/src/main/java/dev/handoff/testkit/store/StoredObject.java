package dev.handoff.testkit.store;

import dev.handoff.core.response.Representation;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** What lies under a key. */
final class StoredObject {
  private final byte[] bytes;
  private final String type;
  private final Instant stored;

  StoredObject(byte[] bytes, String type, Instant stored) {
    this.bytes = bytes.clone();
    this.type = type;
    this.stored = stored.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /** As stores have it: a strong tag that is the MD5. */
  Representation representation() {
    Validators validators =
        new Validators(Optional.of(new EntityTag(md5(), false)), Optional.of(stored));
    return Representation.of(OptionalLong.of(bytes.length), validators, Optional.of(type), true);
  }

  /** Of the same size, with every bit turned. */
  StoredObject other() {
    byte[] turned = bytes.clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = (byte) ~turned[i];
    }
    return new StoredObject(turned, type, stored.plusSeconds(1));
  }

  private String md5() {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(bytes);
      return String.format("%032x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
