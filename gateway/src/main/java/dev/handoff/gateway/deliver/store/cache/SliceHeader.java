package dev.handoff.gateway.deliver.store.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.validators.EntityTag;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before the octets of a slice in its file.
 *
 * <pre>
 * magic, with the version of this format    8
 * length of this header, the magic included 4
 * CRC32C of the rest of this header         4
 * CRC32C of the slice's octets              4
 * number of the slice                       4
 * facts of the object                       the rest
 * </pre>
 *
 * @param bodyCrc CRC32C of the slice's octets
 */
record SliceHeader(int slice, int bodyCrc, ObjectFacts facts) {
  /** The last octet counts the versions of the format. */
  static final long MAGIC = 0x48414e444f464601L;

  /** Of the part whose length is always the same. */
  static final int FIXED = 24;

  /** More than any head whose fields are let through can become. */
  static final int LONGEST = 256 * 1024;

  private static final long NO_DATE = Long.MIN_VALUE;

  /** Length in octets of the header of any slice of that version. */
  static int lengthFor(ObjectFacts facts) {
    return new SliceHeader(0, 0, facts).encode().length;
  }

  byte[] encode() {
    try {
      ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
      DataOutputStream out = new DataOutputStream(octets);
      out.write(new byte[FIXED]);
      write(out);
      byte[] encoded = octets.toByteArray();
      ByteBuffer fixed = ByteBuffer.wrap(encoded);
      fixed.putLong(0, MAGIC).putInt(8, encoded.length).putInt(16, bodyCrc).putInt(20, slice);
      return fixed.putInt(12, crc(encoded)).array();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeLong(facts.length());
    out.writeInt(facts.sliceSize());
    out.writeLong(facts.lastModified().map(Instant::getEpochSecond).orElse(NO_DATE));
    out.writeBoolean(facts.askAlways());
    text(out, facts.key().toByteArray());
    text(out, facts.tag().opaque().getBytes(ISO_8859_1));
    out.writeBoolean(facts.contentType().isPresent());
    text(out, facts.contentType().orElse("").getBytes(ISO_8859_1));
    out.writeInt(facts.fields().size());
    for (Field field : facts.fields()) {
      text(out, field.name().getBytes(ISO_8859_1));
      text(out, field.value().getBytes(ISO_8859_1));
    }
  }

  /** Length of the header that begins with these {@link #FIXED} octets; empty: it is none. */
  static Optional<Integer> lengthIn(byte[] fixed) {
    ByteBuffer octets = ByteBuffer.wrap(fixed);
    int length = octets.getInt(8);
    return octets.getLong(0) == MAGIC && length > FIXED && length <= LONGEST
        ? Optional.of(length)
        : Optional.empty();
  }

  /** Reads a whole header; empty when it is damaged. */
  static Optional<SliceHeader> decode(byte[] encoded) {
    ByteBuffer fixed = ByteBuffer.wrap(encoded);
    if (encoded.length <= FIXED || fixed.getInt(12) != crc(encoded)) {
      return Optional.empty();
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(encoded, FIXED, encoded.length - FIXED);
      return Optional.of(new SliceHeader(fixed.getInt(20), fixed.getInt(16), facts(rest)));
    } catch (RuntimeException notOurs) {
      // The checksum is right, so another program wrote it.
      return Optional.empty();
    }
  }

  private static ObjectFacts facts(ByteBuffer in) {
    long length = in.getLong();
    int sliceSize = in.getInt();
    long seconds = in.getLong();
    boolean askAlways = in.get() != 0;
    Octets key = Octets.wrap(text(in));
    EntityTag tag = new EntityTag(new String(text(in), ISO_8859_1), false);
    boolean typed = in.get() != 0;
    String type = new String(text(in), ISO_8859_1);
    List<Field> fields = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      fields.add(new Field(new String(text(in), ISO_8859_1), new String(text(in), ISO_8859_1)));
    }
    return new ObjectFacts(
        key,
        length,
        tag,
        seconds == NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds)),
        typed ? Optional.of(type) : Optional.empty(),
        askAlways,
        fields,
        sliceSize);
  }

  private static void text(DataOutputStream out, byte[] octets) throws IOException {
    out.writeInt(octets.length);
    out.write(octets);
  }

  private static byte[] text(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length beyond the header");
    }
    byte[] octets = new byte[length];
    in.get(octets);
    return octets;
  }

  /** Of all but magic, length and itself. The length is right if what it leads to fits. */
  private static int crc(byte[] encoded) {
    CRC32C crc = new CRC32C();
    crc.update(encoded, 16, encoded.length - 16);
    return (int) crc.getValue();
  }
}
