package dev.handoff.core.front;

import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.remote.RemoteUrl;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SendOptions;
import dev.handoff.core.send.SentFields;
import dev.handoff.core.send.Source;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What an app answers where a front is to deliver. */
public sealed interface FrontAnswer {
  /**
   * The fields of a 200 without content; conditions and ranges are left to the front.
   *
   * @param fields what the app says; replaces what is there
   * @param defaults what holds where nobody said otherwise
   */
  record Tell(List<Field> fields, List<Field> defaults) implements FrontAnswer {
    public Tell {
      fields = List.copyOf(fields);
      defaults = List.copyOf(defaults);
    }
  }

  /**
   * The front cannot do this file rightly: the app sends the bytes.
   *
   * @param reason for the log
   */
  record SendBytes(String reason) implements FrontAnswer {}

  /** Fields that keep a page from harm, which a front must not lose. */
  Set<String> SAFETY =
      Set.of(
          "content-security-policy",
          "content-security-policy-report-only",
          "cross-origin-resource-policy",
          "cross-origin-opener-policy",
          "cross-origin-embedder-policy",
          "permissions-policy",
          "referrer-policy",
          "x-frame-options",
          "x-robots-tag",
          "strict-transport-security");

  /**
   * Decides and writes by {@link FrontOption}.
   *
   * @param own validators of the file as it was when it was looked at
   * @param told who delivers, and how it knows files
   */
  static FrontAnswer of(SendFile file, SentFields fields, Validators own, Told told) {
    return of(file, fields, own, told, Optional.empty());
  }

  /**
   * As above, where the front may fetch files from other servers.
   *
   * @param remote how it is told of them; empty: it is not
   */
  static FrontAnswer of(
      SendFile file, SentFields fields, Validators own, Told told, Optional<RemoteForm> remote) {
    Dialect dialect = told.dialect();
    for (FrontOption option : wanted(file, fields)) {
      if (option.needsBytesAt(dialect)) {
        return new SendBytes(dialect + ": " + option.at(dialect).how());
      }
    }
    Optional<Field> target = target(file.source(), told, remote);
    if (target.isEmpty()) {
      return new SendBytes(dialect + " cannot be told this name, or no entry of the map has it");
    }
    Optional<Field> hints = Optional.empty();
    if (dialect == Dialect.HANDOFF) {
      try {
        hints = HintWriter.field(file.options());
      } catch (IllegalArgumentException cannotBeWritten) {
        return new SendBytes("the Handoff field cannot say it: " + cannotBeWritten.getMessage());
      }
    }
    List<Field> all = new ArrayList<>();
    all.add(target.get());
    hints.ifPresent(all::add);
    if (dialect != Dialect.HANDOFF || !leavesTypeToStore(file)) {
      all.add(new Field("Content-Type", fields.contentType()));
    }
    validators(file.options(), own, dialect, all);
    OptionalLong rate = file.options().limitRate();
    if (rate.isPresent() && dialect == Dialect.NGINX) {
      all.add(new Field("X-Accel-Limit-Rate", Long.toString(rate.getAsLong())));
    }
    if (FrontOption.DIGEST.at(dialect).isCarried()) {
      file.options().digest().ifPresent(digest -> all.add(digest.reprDigest()));
    }
    all.addAll(fields.asked());
    return new Tell(all, fields.defaults());
  }

  private static Optional<Field> target(Source source, Told told, Optional<RemoteForm> remote) {
    if (source instanceof Source.Remote file) {
      return remote
          .filter(form -> !told.byPath())
          .filter(form -> RemoteUrl.read(file.url()) instanceof RemoteUrl.Reading.Accepted)
          .flatMap(form ->
              form.field(
                  ((RemoteUrl.Reading.Accepted) RemoteUrl.read(file.url())).url(), told.dialect()));
    }
    return ((Source.OnDisk) source).file().path().flatMap(told::target);
  }

  /** A type that only the lack of a known name suggests is worth less than what the store says. */
  private static boolean leavesTypeToStore(SendFile file) {
    return file.source() instanceof Source.Remote && file.options().contentType().isEmpty();
  }

  private static Set<FrontOption> wanted(SendFile file, SentFields fields) {
    SendOptions options = file.options();
    Set<FrontOption> wanted = EnumSet.noneOf(FrontOption.class);
    if (file.source() instanceof Source.Remote) {
      wanted.add(FrontOption.REMOTE);
    } else if (!(file.source() instanceof Source.OnDisk)) {
      wanted.add(FrontOption.NO_FILE);
    }
    if (options.limitRate().isPresent()) {
      wanted.add(FrontOption.LIMIT_RATE);
    }
    if (options.deleteAfter()) {
      wanted.add(FrontOption.DELETE_AFTER);
    }
    if (fields.needsPolicy() || options.headers().stream().anyMatch(FrontAnswer::protects)) {
      wanted.add(FrontOption.SAFETY_HEADER);
    }
    if (options.hasHeader("Content-Encoding")) {
      wanted.add(FrontOption.CONTENT_ENCODING);
    }
    return wanted;
  }

  private static boolean protects(Field field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return SAFETY.contains(name) || name.startsWith("access-control-");
  }

  private static void validators(
      SendOptions options, Validators own, Dialect dialect, List<Field> all) {
    if (dialect != Dialect.APACHE && dialect != Dialect.LIGHTTPD) {
      return;
    }
    boolean alsoOwn = dialect == Dialect.APACHE;
    options
        .entityTag()
        .or(() -> alsoOwn ? own.entityTag() : Optional.empty())
        .ifPresent(tag -> all.add(new Field("ETag", tag.toString())));
    options
        .lastModified()
        .or(() -> alsoOwn ? own.lastModified() : Optional.empty())
        .ifPresent(date -> all.add(new Field("Last-Modified", HttpDate.format(date))));
  }

  /**
   * Who delivers.
   *
   * @param dialect how it is told
   * @param map which folders it knows under which URI
   * @param byPath it wants a path even where the map has a URI
   * @param onlyMapped nothing outside of the map is handed to it
   */
  record Told(Dialect dialect, RedirectMap map, boolean byPath, boolean onlyMapped) {
    Optional<Field> target(Path path) {
      return TargetField.of(path.toString(), this);
    }
  }
}
