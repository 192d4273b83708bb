package dev.handoff.core.send;

import dev.handoff.core.digest.Digest;
import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A file to send: where its bytes are, and what is to be said about them.
 *
 * <pre>{@code
 * SendFile.path(report).attachment("Bericht März.pdf").cache(privateFor(Duration.ofMinutes(5)))
 * }</pre>
 *
 * <p>Immutable and shareable; opens nothing, so a file that is not there shows when it is sent.
 * Every method returns a copy. Any value with a control character is refused at once, except a file
 * name, which is cleaned.
 *
 * <p>Does not know who asks: whether somebody may have the file is decided before it is sent.
 */
public final class SendFile {
  private final Source source;
  private final SendOptions options;

  private SendFile(Source source, SendOptions options) {
    this.source = source;
    this.options = options;
  }

  private static SendFile of(Source source) {
    return new SendFile(source, new SendOptions.Draft().done());
  }

  /**
   * A file that the app itself names. For a name that comes from anybody else there are roots.
   *
   * @param path absolute, without {@code ..}
   * @throws IllegalArgumentException if it is relative, or goes up on its way
   */
  public static SendFile path(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "file %s is relative and would mean %s here (the working directory is %s): resolve it against an absolute folder"
              .formatted(path, path.toAbsolutePath().normalize(), Path.of("").toAbsolutePath()));
    }
    for (Path element : path) {
      if (element.toString().equals("..")) {
        throw new IllegalArgumentException(
            "file "
                + path
                + " goes up by ..: normalize a path of your own, and take names of others below a FileRoot");
      }
    }
    return on(new Named(path.normalize()));
  }

  /** A file whose opening is bound to rules, such as a name below a root. */
  public static SendFile on(DiskFile file) {
    return of(new Source.OnDisk(file));
  }

  /** Bytes in memory, copied. */
  public static SendFile bytes(byte[] bytes) {
    return of(new Source.InMemory(Octets.copyOf(bytes, 0, bytes.length)));
  }

  /**
   * A text, sent as {@code text/plain} in that character set.
   *
   * @throws IllegalArgumentException if the character set cannot write it
   */
  public static SendFile text(CharSequence text, Charset charset) {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return of(new Source.InMemory(Octets.wrap(bytes)))
          .contentType("text/plain; charset=" + charset.name().toLowerCase(Locale.ROOT));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text cannot be written in " + charset, e);
    }
  }

  /** Bytes of a known length from anywhere: ranges and resuming work. */
  public static SendFile stream(ReopenableSource source) {
    return of(new Source.Reopenable(source));
  }

  /** Bytes that are made while they are sent: no length, no ranges, no resuming. */
  public static SendFile stream(InputStreamSupplier source) {
    return of(new Source.Generated(source));
  }

  /**
   * A file on another server. Path and query go there octet for octet, so signed URLs stay valid.
   * Which servers are allowed is said to whoever sends it.
   *
   * @param url http or https, absolute, without user and fragment
   * @throws IllegalArgumentException if it is anything else
   */
  public static SendFile remote(URI url) {
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("a fragment is for clients: leave out what follows the #");
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0) {
      throw new IllegalArgumentException("a URL holds no user or password: none is sent");
    }
    Octets octets = Octets.utf8(url.toString());
    if (RemoteUrl.read(octets) instanceof RemoteUrl.Reading.Refused refused && !refused.unsafe()) {
      throw new IllegalArgumentException(
          "no URL of a file on another server, such as https://store.example/a.pdf: "
              + refused.reason());
    }
    return of(new Source.Remote(octets));
  }

  /**
   * Several files as one ZIP archive, which an error answers if one of them is missing.
   *
   * @see #archive(List, MissingMember)
   */
  public static SendFile archive(List<ArchiveEntry> entries) {
    return archive(entries, MissingMember.ABORT);
  }

  /**
   * Several files as one ZIP archive, made while it is sent. If the size and the CRC-32 of every
   * member are known and none is compressed, the archive has a length and an ETag, and ranges work;
   * if only the sizes are known it has a length.
   *
   * @param entries in their order; a name that is there already gets a number
   * @param missing what becomes of the archive when a member cannot be had
   */
  public static SendFile archive(List<ArchiveEntry> entries, MissingMember missing) {
    List<ArchiveEntry> distinct = MemberNames.distinct(entries);
    return of(new Source.Archive(distinct, missing)).contentType("application/zip");
  }

  /**
   * To be saved, under the file's own name. A name below a root that nothing deliverable can have
   * is missing when it is sent, and no mistake here.
   *
   * @throws IllegalStateException if the bytes are in no file and so have no name
   */
  public SendFile attachment() {
    Optional<String> name = source.fileName();
    if (name.isEmpty() && !(source instanceof Source.OnDisk)) {
      throw new IllegalStateException(
          "bytes from memory or a stream have no name: say attachment(\"name.pdf\")");
    }
    Disposition disposition = name.map(Disposition::attachment).orElseGet(Disposition::attachment);
    return with(draft -> draft.disposition = Optional.of(disposition));
  }

  /**
   * To be saved under that name, which is cleaned: folders, controls and what some system cannot
   * write go.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public SendFile attachment(String name) {
    Disposition disposition = Disposition.attachment(name);
    return with(draft -> draft.disposition = Optional.of(disposition));
  }

  /** To be shown; saved under the file's own name, if it has one. */
  public SendFile inline() {
    Disposition disposition =
        source.fileName().map(Disposition::inline).orElseGet(Disposition::inline);
    return with(draft -> draft.disposition = Optional.of(disposition));
  }

  /**
   * To be shown; saved under that name, which is cleaned.
   *
   * @throws IllegalArgumentException if the name is empty
   */
  public SendFile inline(String name) {
    Disposition disposition = Disposition.inline(name);
    return with(draft -> draft.disposition = Optional.of(disposition));
  }

  /** With that Content-Type instead of the one the name stands for. */
  public SendFile contentType(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a content type such as application/pdf is needed");
    }
    String checked = new Field("Content-Type", value).value();
    return with(draft -> draft.contentType = Optional.of(checked));
  }

  /**
   * With that entity tag, strong.
   *
   * @param opaque what stands between the quotes
   */
  public SendFile etag(String opaque) {
    return etag(new EntityTag(opaque, false));
  }

  /** With that entity tag. */
  public SendFile etag(EntityTag tag) {
    return with(draft -> draft.entityTag = Optional.of(tag));
  }

  /** With that date of the last change. */
  public SendFile lastModified(Instant moment) {
    if (!HttpDate.isWritable(moment)) {
      throw new IllegalArgumentException("no HTTP date can say " + moment);
    }
    return with(draft -> draft.lastModified = Optional.of(moment));
  }

  /** With that Cache-Control; {@code CachePolicy} has the usual ones. */
  public SendFile cache(String value) {
    String checked = new Field("Cache-Control", value).value();
    return with(draft -> draft.cache = Optional.of(checked));
  }

  /** With a digest of all the bytes that is already known. */
  public SendFile digest(Digest known) {
    return with(draft -> draft.digest = Optional.of(known));
  }

  /**
   * At most that fast.
   *
   * @param bytesPerSecond 1 or more
   */
  public SendFile limitRate(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("a limit is at least 1 byte/s, got " + bytesPerSecond);
    }
    return with(draft -> draft.limitRate = OptionalLong.of(bytesPerSecond));
  }

  /**
   * To be deleted once a GET has sent it whole; never after a HEAD, a part, or a transfer that
   * broke.
   *
   * @throws IllegalStateException if the source is no file on a disk
   */
  public SendFile deleteAfter() {
    if (!(source instanceof Source.OnDisk)) {
      throw new IllegalStateException("only a file on a disk can be deleted");
    }
    return with(draft -> draft.deleteAfter = true);
  }

  /**
   * With a further field; given twice, it is sent twice.
   *
   * @throws IllegalArgumentException for a control character, and for a field that has an option of
   *     its own or belongs to the message
   */
  public SendFile header(String name, String value) {
    Field field = new Field(name, value);
    OwnFields.objectionTo(name)
        .ifPresent(objection -> {
          throw new IllegalArgumentException("header " + name + ": " + objection);
        });
    return with(draft -> {
      List<Field> all = new ArrayList<>(draft.headers);
      all.add(field);
      draft.headers = all;
    });
  }

  /** With what only our own gateway understands. */
  public SendFile gateway(UnaryOperator<GatewayOptions> change) {
    GatewayOptions changed = change.apply(options.gateway());
    return with(draft -> draft.gateway = changed);
  }

  private SendFile with(Consumer<SendOptions.Draft> change) {
    SendOptions.Draft draft = SendOptions.Draft.of(options);
    change.accept(draft);
    return new SendFile(source, draft.done());
  }

  /** Where the bytes are. */
  public Source source() {
    return source;
  }

  /** What was said about them. */
  public SendOptions options() {
    return options;
  }

  /** Shows no path. */
  @Override
  public String toString() {
    return "SendFile[" + source.getClass().getSimpleName() + "]";
  }

  /** A file by its path, under no further rule. */
  private record Named(Path absolute) implements DiskFile {
    @Override
    public Optional<Path> path() {
      return Optional.of(absolute);
    }
  }
}
