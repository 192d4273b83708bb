package dev.handoff.gateway.handoff;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.deliver.FileDelivery;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.deliver.file.OpenResult;
import dev.handoff.gateway.deliver.file.ServedFile;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.deliver.store.StoreDelivery;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules.Judgement;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.limit.FileIdentity;
import dev.handoff.gateway.route.Route;
import dev.handoff.gateway.upstream.LogText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that was handed off, looked for from location to location until one has it.
 *
 * <p>The next is asked only when nothing at all has the name: what is there and may not be
 * delivered, and a store that fails, end the search. Whether the app may name the first was decided
 * before; the others the operator put behind it. Confined to the exchange's loop.
 */
final class Search {
  private static final Logger LOG = LoggerFactory.getLogger(Search.class);

  private final Locations locations;
  private Exchange exchange;
  private final Handover handover;

  /** A folder on this machine, whatever sort of location has it. */
  private record Folder(
      String location, ServedRoot root, FileAccess access, boolean sandbox, boolean delete) {}

  Search(Locations locations, Exchange exchange, Handover handover) {
    this.locations = locations;
    this.exchange = exchange;
    this.handover = handover;
  }

  /** Looks there once that may be, and then where its fallback says. */
  void in(Route.ToInternal to, Rest rest) {
    exchange.record().location(to.location().prefix());
    pass(
        () ->
            switch (to) {
              case Route.ToFolder folder -> FileIdentity.of(folder.root(), rest.name());
              case Route.ToStore store ->
                  FileIdentity.of(store.rules().below(rest.path(), rest.query()));
            },
        () -> look(to, rest));
  }

  /** Waits until subject and file may have one more, and goes on at the rate they may have. */
  private void pass(Supplier<String> file, Runnable then) {
    locations
        .gate()
        .enter(
            exchange,
            handover.hints().subject(),
            file,
            handover.rate(),
            paced -> {
              exchange = paced;
              then.run();
            },
            retryAfter -> fail(429, List.of(retryAfter)));
  }

  private void look(Route.ToInternal to, Rest rest) {
    switch (to) {
      case Route.ToFolder folder ->
          open(
              new Folder(
                  folder.location().prefix(),
                  folder.root(),
                  folder.location().access(),
                  folder.location().sandbox(),
                  mayDelete(folder)),
              rest.name(),
              reason -> next(to, rest, reason));
      case Route.ToStore store ->
          ask(
              store,
              store.rules().below(rest.path(), rest.query()),
              reason -> next(to, rest, reason));
    }
  }

  /** Looks in a folder that anybody may read. */
  void in(Route.ToPublic to, Octets name) {
    exchange.record().location(to.location().prefix());
    Folder folder =
        new Folder(
            to.location().prefix(),
            to.root(),
            to.location().access(),
            to.location().sandbox(),
            false);
    pass(() -> FileIdentity.of(to.root(), name), () -> open(folder, name, this::notFound));
  }

  /** Asks a store for a URL of the app's that was judged. */
  void at(Route.ToStore to, Judgement judgement) {
    exchange.record().location(to.location().prefix());
    pass(() -> FileIdentity.of(judgement), () -> ask(to, judgement, this::notFound));
  }

  /** Told why there is nothing of that name. */
  private interface Absent {
    void because(String reason);
  }

  private void next(Route.ToInternal from, Rest rest, String reason) {
    Optional<Route.ToInternal> next = locations.after(from);
    boolean version = from instanceof Route.ToStore && rest.namesVersion();
    if (next.isEmpty() || version || exchange.isOver()) {
      notFound(reason);
      return;
    }
    if (exchange.record().isTraced()) {
      exchange.record().step("fallback", reason + "; " + next.get().text() + " is asked");
    }
    look(next.get(), rest.forFallback());
  }

  private boolean mayDelete(Route.ToFolder to) {
    boolean wanted = handover.hints().deleteAfter();
    if (wanted && !to.location().allowDelete()) {
      LOG.warn("delete-after is ignored: {} has no allow_delete: true", to.location().prefix());
    }
    return wanted && to.location().allowDelete();
  }

  private void open(Folder folder, Octets below, Absent absent) {
    switch (RelativeName.parse(below)) {
      case RelativeName.Refused refused -> notFound(refused.reason());
      case RelativeName.Folder _ -> notFound("the target is a folder");
      case RelativeName.File file -> {
        if (file.name().hidden() && !folder.access.hiddenFiles()) {
          notFound("a hidden name; hidden_files: true would allow it");
        } else {
          find(folder, file.name(), absent);
        }
      }
    }
  }

  private void find(Folder folder, RelativeName name, Absent absent) {
    byte[] octets = name.octets().toByteArray();
    ServedFile cached = locations.files().cached(folder.root, octets);
    if (cached != null) {
      send(folder, name, cached);
      return;
    }
    locations
        .files()
        .open(
            folder.root,
            octets,
            exchange.loop().executor(),
            result -> {
              switch (result) {
                case OpenResult.Found found -> send(folder, name, found.file());
                case OpenResult.Missing gone when gone.absent() ->
                    absent.because(gone.reasonForLog());
                case OpenResult.Missing there -> notFound(there.reasonForLog());
                case OpenResult.Busy busy -> {
                  LOG.warn("cannot open files fast enough: {}", busy.reasonForLog());
                  fail(503);
                }
              }
            });
  }

  private void send(Folder folder, RelativeName name, ServedFile file) {
    if (exchange.isOver()) {
      file.release();
      return;
    }
    Trace trace = exchange.record().trace();
    if (trace != null) {
      Instant changed = Instant.ofEpochSecond(file.mtimeSeconds());
      trace.step("file", name + " of " + file.size() + " octets, changed " + changed);
    }
    if (folder.delete) {
      DeleteAfter.arrange(
          exchange, locations.files(), folder.root, name.octets().toByteArray(), file);
    }
    FileDelivery.start(
        exchange,
        file,
        new HandedFields(
            exchange, handover, name.last(), folder.sandbox, folder.location, locations.receipts()),
        locations.ranges());
  }

  private void ask(Route.ToStore to, Judgement judgement, Absent absent) {
    switch (judgement) {
      case Judgement.Refused refused -> refuse(refused.status(), refused.reason());
      case Judgement.Allowed(StoreTarget target) -> {
        if (exchange.record().isTraced()) {
          exchange.record().step("judged", target.text() + " may be asked for");
        }
        if (handover.hints().deleteAfter()) {
          LOG.warn("delete-after is ignored: nothing is deleted from {}", to.rules().location());
        }
        HandedFields fields =
            new HandedFields(
                exchange,
                handover,
                target.fileName(),
                to.location().sandbox(),
                to.location().prefix(),
                locations.receipts());
        if (to.presigner().isPresent()) {
          SentToBucket.answer(exchange, handover, fields, to.presigner().get(), target);
          return;
        }
        StoreDelivery.start(
            exchange,
            target,
            handover.hints(),
            fields,
            locations.ranges(),
            locations.objects(),
            new Otherwise(absent));
      }
    }
  }

  /** What becomes of a request that a store has nothing for. */
  private final class Otherwise implements StoreDelivery.Otherwise {
    private final Absent absent;

    Otherwise(Absent absent) {
      this.absent = absent;
    }

    @Override
    public void missing(String reason) {
      absent.because(reason);
    }

    /** A signed URL of an earlier answer may have expired since: the app makes another. */
    @Override
    public boolean denied(String reason) {
      Optional<Runnable> afresh = handover.takeAfresh();
      afresh.ifPresent(ask -> {
        exchange.record().step("reuse", reason + "; the app is asked after all");
        handover.heads().release(exchange.loop().heads());
        ask.run();
      });
      return afresh.isPresent();
    }
  }

  private void notFound(String reason) {
    if (!handover.isByLink()) {
      LOG.warn("handoff to {}: {} -> 404", LogText.value(exchange.record().target()), reason);
    }
    exchange.record().note(reason);
    fail(404);
  }

  /**
   * Ends the search before it began: the app named what it may not, or nothing there is. Whoever
   * shows a link for a folder may name anything, so that is neither a fault of the gateway's nor
   * worth a line.
   */
  void refuse(int status, String reason) {
    if (handover.isByLink()) {
      notFound(reason);
      return;
    }
    String app = exchange.record().app();
    LOG.warn("app {}: {} -> {}", app, reason, status);
    exchange.record().note("app " + app + ": " + reason);
    fail(status);
  }

  private void fail(int status) {
    fail(status, List.of());
  }

  private void fail(int status, List<Field> further) {
    List<Field> fields = new ArrayList<>(handover.errorFields());
    fields.addAll(further);
    handover.heads().release(exchange.loop().heads());
    Refusals.answer(exchange, status, fields);
  }
}
