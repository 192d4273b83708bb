package dev.handoff.gateway.handoff;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.fields.Field;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code deliver: redirect}: the client fetches the object from its bucket, by a URL that is a
 * permission for a while. Nobody may keep that answer, and only cookies and what lets a script read
 * it come with it; the app's name and type for the file are in the URL.
 */
final class SentToBucket {
  private static final Logger LOG = LoggerFactory.getLogger(SentToBucket.class);

  private SentToBucket() {}

  static void answer(
      Exchange exchange,
      Handover handover,
      HandedFields file,
      Presigner presigner,
      StoreTarget target) {
    Presigner.Overrides overrides =
        new Presigner.Overrides(
            Optional.ofNullable(handover.heads().value(FieldName.CONTENT_DISPOSITION)),
            file.stated().contentType());
    List<Field> fields = handover.heads().errorFields();
    handover.heads().release(exchange.loop().heads());
    switch (presigner.presign(exchange.isHead(), target, overrides)) {
      case Presigner.Presigned.Url url -> {
        exchange.record().step("store", "the client is sent to " + target.text());
        AnswerHead out = exchange.answer(status(exchange.request()));
        for (Field field : fields) {
          out.field(field.name(), field.value());
        }
        out.field(FieldName.LOCATION, url.url());
        out.field(CachePolicy.NO_REFERRER.name(), CachePolicy.NO_REFERRER.value());
        out.field(FieldName.CACHE_CONTROL, "no-store").number(FieldName.CONTENT_LENGTH, 0);
        exchange.finish(out);
      }
      case Presigner.Presigned.Unavailable unavailable -> {
        LOG.warn("{}: {} -> 502", target.text(), unavailable.reason());
        exchange.record().note("store " + target.origin() + ": " + unavailable.reason());
        Refusals.answer(exchange, 502, fields);
      }
    }
  }

  /** After a POST the file is still to be fetched with GET (RFC 9110 §15.4.4). */
  private static int status(RequestHead request) {
    boolean retrieves =
        request.method() == RequestHead.Method.GET || request.method() == RequestHead.Method.HEAD;
    return retrieves ? 302 : 303;
  }
}
