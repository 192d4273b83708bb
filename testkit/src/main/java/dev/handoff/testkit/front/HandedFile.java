package dev.handoff.testkit.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.Dialect;
import dev.handoff.core.mediatype.FileTypes;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import dev.handoff.testkit.listen.FileReply;
import dev.handoff.testkit.listen.Received;
import dev.handoff.testkit.listen.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The file as a front sends it: its validators, and the fields of the app that the front keeps. */
final class HandedFile {
  private static final Set<String> NGINX_KEEPS =
      Set.of(
          "content-type",
          "content-disposition",
          "cache-control",
          "expires",
          "set-cookie",
          "accept-ranges");

  private final Dialect dialect;
  private final Path file;

  HandedFile(Dialect dialect, Path file) {
    this.dialect = dialect;
    this.file = file;
  }

  static boolean keeps(Dialect dialect, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (dialect == Dialect.NGINX) {
      return NGINX_KEEPS.contains(lower);
    }
    // X-Sendfile leaves the app its validators; who looks at a URI takes the file's.
    boolean validator = lower.equals("etag") || lower.equals("last-modified");
    return !validator || dialect == Dialect.APACHE || dialect == Dialect.LIGHTTPD;
  }

  Reply reply(List<Field> kept, Received request) {
    try {
      long size = Files.size(file);
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      Instant now = Instant.now();
      FieldLines said = FieldLines.of(kept);
      Representation whole =
          Representation.of(
              OptionalLong.of(size), validators(size, modified, said, now), type(said), true);
      // A form that was posted is answered with the file, too: fronts go on with GET.
      String method = request.isHead() ? "HEAD" : "GET";
      ResponsePlan plan =
          FileResponse.decide(
              FileRequest.of(method, request.lines()),
              whole,
              now,
              RangeLimits.DEFAULT,
              () -> "00000000000000000001");
      List<Field> others =
          kept.stream().filter(field -> !field.name().equalsIgnoreCase("Content-Type")).toList();
      Reply reply =
          FileReply.of(plan, this::copy, others, request).with("Date", HttpDate.format(now));
      // All but our gateway repeat the date in a 304, though nobody needs it beside a tag.
      boolean dated = plan instanceof ResponsePlan.NotModified && dialect != Dialect.HANDOFF;
      return dated ? reply.with("Last-Modified", HttpDate.format(modified)) : reply;
    } catch (IOException e) {
      return Reply.text(404, "Not Found", request);
    }
  }

  private Validators validators(long size, Instant modified, FieldLines said, Instant now) {
    Optional<EntityTag> tag = said.lines("ETag").stream().findFirst().flatMap(EntityTag::parse);
    Optional<Instant> date =
        said.lines("Last-Modified").stream().findFirst().flatMap(v -> HttpDate.parse(v, now));
    EntityTag own =
        dialect == Dialect.HANDOFF
            ? EntityTag.ofFile(size, modified.getEpochSecond(), modified.getNano(), now)
            : new EntityTag(
                Long.toHexString(modified.getEpochSecond()) + '-' + Long.toHexString(size), false);
    return new Validators(
        Optional.of(tag.orElse(own)),
        Optional.of(date.orElse(modified.truncatedTo(ChronoUnit.SECONDS))));
  }

  /** The app's, unless it is the {@code text/html} that frameworks give every empty answer. */
  private Optional<String> type(FieldLines said) {
    Optional<String> type = said.lines("Content-Type").stream().findFirst();
    Optional<String> own = Optional.of(FileTypes.of(file.getFileName().toString()).toString());
    boolean stamped =
        dialect == Dialect.HANDOFF
            && type.filter(value -> value.startsWith("text/html")).isPresent();
    return stamped ? own : type.or(() -> own);
  }

  private void copy(ByteRange range, OutputStream out) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      WritableByteChannel target = Channels.newChannel(out);
      long at = range.first();
      while (at <= range.last()) {
        long sent = channel.transferTo(at, range.last() + 1 - at, target);
        if (sent <= 0) {
          throw new IOException("the file became shorter while it was sent");
        }
        at += sent;
      }
    }
  }
}
