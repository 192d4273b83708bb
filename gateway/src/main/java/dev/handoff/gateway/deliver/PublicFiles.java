package dev.handoff.gateway.deliver;

import dev.handoff.core.coding.Coding;
import dev.handoff.core.coding.Sidecars;
import dev.handoff.core.mediatype.FileTypes;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.file.OpenResult;
import dev.handoff.gateway.deliver.file.ServedFile;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with files of public roots: index files, compressed siblings, 404 for the rest. */
public final class PublicFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PublicFiles.class);

  private final FileStore store;
  private final RangeLimits limits;
  private final MissingNames missing;

  public PublicFiles(FileStore store, RangeLimits limits, MissingNames missing) {
    this.store = store;
    this.limits = limits;
    this.missing = missing;
  }

  /**
   * Answers a client.
   *
   * @param below the path below the location's prefix, decoded once
   */
  public void serve(Exchange exchange, PublicLocation location, ServedRoot root, Octets below) {
    exchange.record().location(location.prefix());
    RequestHead.Method method = exchange.request().method();
    if (method != RequestHead.Method.GET && method != RequestHead.Method.HEAD) {
      Refusals.method(exchange);
      return;
    }
    switch (RelativeName.parse(below)) {
      case RelativeName.Refused refused -> notFound(exchange, refused.reason());
      case RelativeName.File file -> file(exchange, location, root, file.name());
      case RelativeName.Folder folder ->
          index(exchange, location, root, folder.name(), location.index().iterator());
    }
  }

  private void index(
      Exchange exchange,
      PublicLocation location,
      ServedRoot root,
      RelativeName folder,
      Iterator<String> names) {
    if (!names.hasNext()) {
      notFound(exchange, "a folder without an index file");
      return;
    }
    RelativeName name = folder.child(Octets.utf8(names.next()));
    if (hiddenFrom(location, name)) {
      notFound(exchange, "a hidden name");
      return;
    }
    open(
        exchange,
        root,
        name,
        found -> {
          if (found == null) {
            index(exchange, location, root, folder, names);
          } else {
            choose(exchange, location, root, name, found);
          }
        });
  }

  private void file(
      Exchange exchange, PublicLocation location, ServedRoot root, RelativeName name) {
    if (hiddenFrom(location, name)) {
      notFound(exchange, "a hidden name");
      return;
    }
    open(
        exchange,
        root,
        name,
        found -> {
          if (found == null) {
            Refusals.answer(exchange, 404);
          } else {
            choose(exchange, location, root, name, found);
          }
        });
  }

  /** The file itself, or a compressed sibling the client prefers. */
  private void choose(
      Exchange exchange,
      PublicLocation location,
      ServedRoot root,
      RelativeName name,
      ServedFile file) {
    String fileName = name.last().toUtf8Text();
    MediaType type = FileTypes.of(name.last());
    boolean varies =
        location.precompressed() && !type.isCompressed() && Sidecars.eligible(fileName, false);
    // Whoever continues a transfer of the file itself gets no other variant of it.
    List<Coding> wanted =
        varies && !FileRequest.of("GET", exchange.request()).resumes(file.validators())
            ? Sidecars.candidates(
                fileName, false, exchange.request().lines(FieldName.ACCEPT_ENCODING.text()))
            : List.of();
    sibling(exchange, location, root, name, file, type, varies, wanted.iterator());
  }

  private void sibling(
      Exchange exchange,
      PublicLocation location,
      ServedRoot root,
      RelativeName name,
      ServedFile file,
      MediaType type,
      boolean varies,
      Iterator<Coding> codings) {
    while (codings.hasNext()) {
      Coding coding = codings.next();
      Octets sibling = Octets.utf8(name.octets().toUtf8Text() + coding.suffix());
      if (missing.has(root, sibling)) {
        continue;
      }
      openQuietly(
          exchange,
          root,
          sibling.toByteArray(),
          found -> {
            if (found != null && isFresh(file, found)) {
              file.release();
              FileDelivery.start(
                  exchange,
                  found,
                  new PublicFields(location, type, Optional.of(coding), varies),
                  limits);
              return;
            }
            if (found != null) {
              found.release();
            } else {
              missing.add(root, sibling);
            }
            sibling(exchange, location, root, name, file, type, varies, codings);
          });
      return;
    }
    FileDelivery.start(
        exchange, file, new PublicFields(location, type, Optional.empty(), varies), limits);
  }

  private static boolean isFresh(ServedFile file, ServedFile sibling) {
    return Sidecars.isFresh(
        Instant.ofEpochSecond(file.mtimeSeconds()), Instant.ofEpochSecond(sibling.mtimeSeconds()));
  }

  private void open(
      Exchange exchange, ServedRoot root, RelativeName name, Consumer<@Nullable ServedFile> then) {
    byte[] octets = name.octets().toByteArray();
    ServedFile cached = store.cached(root, octets);
    if (cached != null) {
      then.accept(cached);
      return;
    }
    store.open(
        root,
        octets,
        exchange.loop().executor(),
        result -> {
          if (exchange.isOver()) {
            if (result instanceof OpenResult.Found late) {
              late.file().release();
            }
            return;
          }
          switch (result) {
            case OpenResult.Found found -> then.accept(found.file());
            case OpenResult.Missing gone -> {
              exchange.record().step("file", gone.reasonForLog());
              then.accept(null);
            }
            case OpenResult.Busy busy -> {
              LOG.warn("cannot open files fast enough: {}", busy.reasonForLog());
              Refusals.answer(exchange, 503);
            }
          }
        });
  }

  private void openQuietly(
      Exchange exchange, ServedRoot root, byte[] octets, Consumer<@Nullable ServedFile> then) {
    ServedFile cached = store.cached(root, octets);
    if (cached != null) {
      then.accept(cached);
      return;
    }
    store.open(
        root,
        octets,
        exchange.loop().executor(),
        result -> then.accept(result instanceof OpenResult.Found found ? found.file() : null));
  }

  private static boolean hiddenFrom(PublicLocation location, RelativeName name) {
    return name.hidden() && !location.access().hiddenFiles();
  }

  private static void notFound(Exchange exchange, String reason) {
    exchange.record().step("file", reason);
    Refusals.answer(exchange, 404);
  }
}
