package dev.handoff.gateway.deliver;

import dev.handoff.core.coding.Coding;
import dev.handoff.core.coding.Sidecars;
import dev.handoff.core.fields.Field;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.http1.FieldName;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a public file.
 *
 * @param coding content coding of a sidecar; empty: the file itself
 * @param varies whether Accept-Encoding could have chosen another one
 */
record PublicFields(
    PublicLocation location, MediaType type, Optional<Coding> coding, boolean varies)
    implements FileFieldsPolicy {

  @Override
  public boolean isFilesOwn() {
    return coding.isEmpty();
  }

  @Override
  public String contentType() {
    return type.toString();
  }

  @Override
  public Representation representation(OwnFacts own) {
    Representation plain =
        Representation.of(own.length(), own.validators(), Optional.of(contentType()), own.ranges());
    return coding.map(plain::asSibling).orElse(plain);
  }

  @Override
  public void addTo(AnswerHead out, ResponsePlan plan) {
    location.cacheControl().ifPresent(value -> out.field(FieldName.CACHE_CONTROL, value));
    if (varies && coding.isEmpty()) {
      out.field(FieldName.VARY, Sidecars.VARY);
    }
    if (!(plan instanceof ResponsePlan.NotModified)) {
      out.field(FieldName.X_CONTENT_TYPE_OPTIONS, "nosniff");
      if (location.sandbox() && type.isActive()) {
        out.field(FieldName.CONTENT_SECURITY_POLICY, "sandbox");
      }
    }
  }

  @Override
  public List<Field> errorFields() {
    return List.of();
  }
}
