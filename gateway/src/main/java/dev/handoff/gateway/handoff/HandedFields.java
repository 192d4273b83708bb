package dev.handoff.gateway.handoff;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.mediatype.FileTypes;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.deliver.Carried;
import dev.handoff.gateway.deliver.FileFieldsPolicy;
import dev.handoff.gateway.deliver.OwnFacts;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.receipt.ReceiptBook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a file that was handed off: the app's win over every default and every store, the
 * file's validators over the app's, and what nobody said is private and is not sniffed.
 */
final class HandedFields implements FileFieldsPolicy {
  private final Exchange exchange;
  private final Handover handover;
  private final boolean sandbox;
  private final MediaType ofName;
  private final boolean noRanges;
  private final @Nullable String coding;
  private @Nullable MediaType chosen;
  private List<Field> ofStore = List.of();
  private final String location;
  private final @Nullable ReceiptBook receipts;

  /**
   * @param fileName last segment of the file's name
   * @param sandbox whether active types are sent sandboxed
   * @param location prefix of the location that has the file
   * @param receipts null: none are taken
   */
  HandedFields(
      Exchange exchange,
      Handover handover,
      Octets fileName,
      boolean sandbox,
      String location,
      @Nullable ReceiptBook receipts) {
    this.exchange = exchange;
    this.handover = handover;
    this.sandbox = sandbox;
    this.location = location;
    this.receipts = receipts;
    this.ofName = FileTypes.of(fileName);
    AppHeads heads = handover.heads();
    String ranges = heads.value(FieldName.ACCEPT_RANGES);
    this.noRanges = ranges != null && ranges.equalsIgnoreCase("none");
    this.coding = heads.value(FieldName.CONTENT_ENCODING);
  }

  /** A type the app means. */
  private record AppsType(MediaType type, String why) {}

  /**
   * Frameworks put text/html on every empty answer: it says nothing about the file, unless somebody
   * who knows the file says so too.
   */
  private Optional<AppsType> typeOfApp(boolean htmlIsMeant) {
    Optional<MediaType> hinted = handover.hints().type().flatMap(MediaType::parse);
    if (hinted.isPresent()) {
      return Optional.of(new AppsType(hinted.get(), "from the Handoff field"));
    }
    String said = handover.heads().value(FieldName.CONTENT_TYPE);
    return Optional.ofNullable(said)
        .flatMap(MediaType::parse)
        .filter(type -> !type.isHtml() || htmlIsMeant || handover.typeFromApp())
        .map(type -> new AppsType(type, "from the app"));
  }

  private MediaType choose(Optional<MediaType> ofStore) {
    boolean html = ofName.isHtml() || ofStore.filter(MediaType::isHtml).isPresent();
    Optional<AppsType> ofApp = typeOfApp(html);
    MediaType type = ofApp.map(AppsType::type).or(() -> ofStore).orElse(ofName);
    if (exchange.record().isTraced()) {
      String otherwise = ofStore.isPresent() ? "from the store" : "from the file's name";
      if (ofApp.isEmpty() && handover.heads().has(FieldName.CONTENT_TYPE)) {
        otherwise += "; the app's text/html is a framework's default";
      }
      exchange.record().step("Content-Type", ofApp.map(AppsType::why).orElse(otherwise));
    }
    return labelled(type);
  }

  private MediaType labelled(MediaType type) {
    return handover.charset().map(type::withCharset).orElse(type);
  }

  private MediaType type() {
    MediaType type = chosen;
    if (type == null) {
      type = choose(Optional.empty());
      chosen = type;
    }
    return type;
  }

  @Override
  public boolean isFilesOwn() {
    return !noRanges
        && coding == null
        && handover.hints().etag().isEmpty()
        && handover.hints().modified().isEmpty();
  }

  @Override
  public String contentType() {
    return type().toString();
  }

  @Override
  public Representation stated() {
    HandoffHints hints = handover.hints();
    Optional<String> type =
        typeOfApp(ofName.isHtml()).map(said -> labelled(said.type()).toString());
    return coded(
        Representation.of(
            hints.size(), new Validators(hints.etag(), hints.modified()), type, !noRanges),
        Optional.ofNullable(coding));
  }

  @Override
  public Representation representation(OwnFacts own) {
    chosen = choose(own.type());
    ofStore = own.fields();
    Trace trace = exchange.record().trace();
    if (trace != null) {
      trace(trace);
    }
    Validators validators =
        new Validators(
            handover.hints().etag().or(own.validators()::entityTag),
            handover.hints().modified().or(own.validators()::lastModified));
    return coded(
        Representation.of(
            own.length(), validators, Optional.of(contentType()), own.ranges() && !noRanges),
        Optional.ofNullable(coding).or(own::coding));
  }

  private void trace(Trace trace) {
    trace.said(
        "the store", ofStore.stream().map(field -> field.name() + ": " + field.value()).toList());
    if (handover.hints().etag().isPresent()) {
      trace.step("ETag", "from the Handoff field");
    }
    if (handover.hints().modified().isPresent()) {
      trace.step("Last-Modified", "from the Handoff field");
    }
  }

  private static Representation coded(Representation plain, Optional<String> coding) {
    return coding.map(plain::withContentEncoding).orElse(plain);
  }

  @Override
  public void addTo(AnswerHead out, ResponsePlan plan) {
    AppHeads heads = handover.heads();
    boolean notModified = plan instanceof ResponsePlan.NotModified;
    heads.copyTo(out, notModified);
    fillIn(out, plan);
    cacheControl(out, heads);
    if (notModified) {
      return;
    }
    if (handover.isByLink()) {
      out.field(CachePolicy.NO_REFERRER.name(), CachePolicy.NO_REFERRER.value());
    }
    if (!heads.has(FieldName.X_CONTENT_TYPE_OPTIONS)) {
      out.field(FieldName.X_CONTENT_TYPE_OPTIONS, "nosniff");
    }
    if (sandbox
        && type().isActive()
        && !heads.has(FieldName.CONTENT_DISPOSITION)
        && !heads.has(FieldName.CONTENT_SECURITY_POLICY)) {
      exchange
          .record()
          .step("Content-Security-Policy", "sandbox: an active type nobody vouched for");
      out.field(FieldName.CONTENT_SECURITY_POLICY, "sandbox");
    }
  }

  /** What the store says and the app left open. */
  private void fillIn(AnswerHead out, ResponsePlan plan) {
    AppHeads heads = handover.heads();
    for (Field field : ofStore) {
      FieldName name = FieldName.of(field.name());
      boolean ours =
          name == FieldName.CACHE_CONTROL
              || name == FieldName.X_CONTENT_TYPE_OPTIONS
              || (name == FieldName.EXPIRES && heads.has(FieldName.CACHE_CONTROL))
              || (handover.isByLink() && isLinks(field));
      // Each cache adds its member: ours stands behind those the app passed on (RFC 9211 §2).
      boolean list = field.name().equalsIgnoreCase("Cache-Status");
      if (!ours && plan.carries(field.name()) && (list || !heads.has(field.name()))) {
        out.field(field.name(), field.value());
      }
    }
  }

  /** Decided by the link, which a store knows nothing of. */
  private static boolean isLinks(Field field) {
    return field.name().equalsIgnoreCase(FieldName.EXPIRES.text())
        || field.name().equalsIgnoreCase(CachePolicy.NO_REFERRER.name());
  }

  private List<String> ofStore(FieldName name) {
    return ofStore.stream()
        .filter(field -> field.name().equalsIgnoreCase(name.text()))
        .map(Field::value)
        .toList();
  }

  private void cacheControl(AnswerHead out, AppHeads heads) {
    List<String> said = ofStore(FieldName.CACHE_CONTROL);
    if (handover.isByLink()) {
      exchange.record().step("Cache-Control", "asked for anew each time, for links expire");
      out.field(FieldName.CACHE_CONTROL, CachePolicy.bySignedUrl(said));
    } else if (heads.has(FieldName.CACHE_CONTROL)) {
      exchange.record().step("Cache-Control", "from the app");
    } else if (heads.has(FieldName.EXPIRES)
        || (said.isEmpty() && !ofStore(FieldName.EXPIRES).isEmpty())) {
      // The Expires goes on counting; only sharing is ruled out.
      out.field(FieldName.CACHE_CONTROL, "private");
    } else {
      exchange
          .record()
          .step(
              "Cache-Control",
              said.isEmpty()
                  ? "the default after a handoff"
                  : "from the store, for no shared cache");
      out.field(
          FieldName.CACHE_CONTROL, CachePolicy.afterHandoff(List.of(), Optional.empty(), said));
    }
  }

  @Override
  public List<Field> errorFields() {
    return handover.errorFields();
  }

  @Override
  public boolean isCounted() {
    return receipts != null;
  }

  @Override
  public void sending(Carried carried, Validators validators) {
    if (receipts != null) {
      receipts.begin(exchange, carried, validators, location, handover.hints());
    }
  }

  @Override
  public void headWritten() {
    handover.heads().release(exchange.loop().heads());
  }
}
