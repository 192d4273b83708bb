package dev.handoff.gateway.handoff;

import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.limit.DeliveryGate;
import dev.handoff.gateway.receipt.ReceiptBook;
import dev.handoff.gateway.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every internal location of one configuration, and where its files are found. Immutable. */
public final class Locations {
  private final List<Route.ToInternal> all;
  private final Map<String, Route.ToInternal> byPrefix;
  private final FileStore files;
  private final StoredObjects objects;
  private final RangeLimits ranges;
  private final DeliveryGate gate;
  private final @Nullable ReceiptBook receipts;

  /**
   * @param receipts null: none are taken
   */
  public Locations(
      List<Route.ToInternal> all,
      FileStore files,
      StoredObjects objects,
      RangeLimits ranges,
      DeliveryGate gate,
      @Nullable ReceiptBook receipts) {
    this.all = List.copyOf(all);
    this.byPrefix =
        all.stream().collect(Collectors.toMap(to -> to.location().prefix(), Function.identity()));
    this.files = files;
    this.objects = objects;
    this.ranges = ranges;
    this.gate = gate;
    this.receipts = receipts;
  }

  /** In the order of the configuration. */
  List<Route.ToInternal> all() {
    return all;
  }

  /** What stands in for a location that has no such file. */
  Optional<Route.ToInternal> after(Route.ToInternal location) {
    return location.location().fallback().map(byPrefix::get);
  }

  FileStore files() {
    return files;
  }

  StoredObjects objects() {
    return objects;
  }

  /** What every delivery passes before its file is opened. */
  DeliveryGate gate() {
    return gate;
  }

  RangeLimits ranges() {
    return ranges;
  }

  @Nullable ReceiptBook receipts() {
    return receipts;
  }
}
