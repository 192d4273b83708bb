package dev.handoff.files.sending;

import dev.handoff.core.fields.Field;
import dev.handoff.core.response.Representation;
import dev.handoff.core.send.DiskFile;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SendOptions;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.send.Source;
import dev.handoff.core.validators.Validators;
import dev.handoff.files.LocalFiles;
import dev.handoff.files.OpenFile;
import dev.handoff.files.Opening;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A source that can be read, and what is known of it. For one answer, one thread at a time; to be
 * closed whatever became of the answer.
 */
public abstract class OpenSource implements Closeable {

  OpenSource() {}

  /** What became of opening. */
  public sealed interface Result {
    /** Open; the receiver closes it. */
    record Opened(OpenSource source) implements Result {}

    /**
     * Nothing that may be sent has this name.
     *
     * @param reason for the operator's log; never for the client
     */
    record Missing(String reason) implements Result {}
  }

  /**
   * Opens what a file names. What is made while it is sent is not opened before it is read.
   *
   * @throws IOException if a source that is no file fails
   */
  public static Result open(SendFile file, LocalFiles files) throws IOException {
    Source source = file.source();
    if (source instanceof Source.OnDisk disk) {
      return open(disk.file(), files);
    }
    if (source instanceof Source.InMemory memory) {
      return new Result.Opened(new MemoryBytes(memory.bytes()));
    }
    if (source instanceof Source.Reopenable reopenable) {
      return new Result.Opened(new ReopenedBytes(reopenable.bytes()));
    }
    if (source instanceof Source.Archive archive) {
      return ArchiveMembers.open(archive, member -> open(member, files));
    }
    if (source instanceof Source.Remote) {
      throw new IOException("a file on another server is opened by RemoteFiles");
    }
    return new Result.Opened(new GeneratedBytes(((Source.Generated) source).bytes()));
  }

  private static Result open(DiskFile file, LocalFiles files) {
    Opening opening = files.open(file);
    return opening instanceof Opening.Opened opened
        ? new Result.Opened(new FileBytes(opened.file()))
        : new Result.Missing(((Opening.Missing) opening).reason());
  }

  /** The facts a plan is made from. */
  public final Representation representation(SendOptions options, SentFields fields, Instant now) {
    Validators own = validators(now);
    Validators stated =
        new Validators(
            options.entityTag().or(own::entityTag), options.lastModified().or(own::lastModified));
    Representation bare =
        Representation.of(length(), stated, Optional.of(fields.contentType()), hasRanges());
    Representation plain =
        options.headers().stream()
            .filter(field -> field.name().equalsIgnoreCase("Content-Encoding"))
            .findFirst()
            .map(Field::value)
            .or(this::coding)
            .map(bare::withContentEncoding)
            .orElse(bare);
    return options.digest().map(plain::withDigest).orElse(plain);
  }

  /** A file on another server, of which the facts are known. */
  public static OpenSource of(RemoteObject object) {
    return new RemoteBytes(object);
  }

  /** The coding the bytes have, where their source says so. */
  Optional<String> coding() {
    return Optional.empty();
  }

  /** Whether reading waits for somebody else, longer than a thread of a container should. */
  public boolean waitsForOthers() {
    return false;
  }

  /** Says what will be read next; {@code length} empty: as long as there are bytes. */
  void expect(long first, OptionalLong length) {}

  /** Size in bytes; empty if it shows only at the end. */
  public abstract OptionalLong length();

  /** Whether it can be read from any byte on, so that ranges can be sent. */
  boolean hasRanges() {
    return length().isPresent();
  }

  /** What tells versions apart; by default nothing does. */
  Validators validators(Instant now) {
    return Validators.NONE;
  }

  /** The open file, if it is one. */
  public Optional<OpenFile> file() {
    return Optional.empty();
  }

  /**
   * Reads at least one byte, or -1 at the end. Blocks.
   *
   * @param position of the first byte wanted, zero-based
   * @param length at least 1
   */
  abstract int read(long position, byte[] into, int offset, int length) throws IOException;
}
