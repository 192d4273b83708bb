package dev.handoff.gateway.deliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.response.Boundary;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.Part;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plan being carried out: its head with all fields, then one piece of content after the other,
 * wherever the octets come from. Confined to the exchange's loop.
 */
public final class PlannedAnswer {
  /** For plans with several parts. */
  public static final Supplier<String> BOUNDARY = Boundary.from(new SecureRandom());

  /** Where the octets come from. */
  public interface Source {
    /**
     * Writes the octets of {@code range} to the exchange.
     *
     * @param next run once all of them were accepted; not on failure
     */
    void send(ByteRange range, Runnable next);

    /** Writes all octets of something whose length nobody knows, and then runs {@code next}. */
    void sendAll(Runnable next);

    /** All of it, if that is in memory; the caller releases it. */
    default @Nullable ByteBuf body() {
      return null;
    }

    /** Nothing more is wanted. Called at most once. */
    void release();
  }

  private final Exchange exchange;
  private final FileFieldsPolicy policy;
  private final Source source;
  private @Nullable List<Piece> pieces;
  private int next;
  private boolean released;

  /** What is sent one after the other: octets of ours, a slice, or everything there is. */
  private sealed interface Piece {
    record Text(String octets) implements Piece {}

    record Slice(ByteRange range) implements Piece {}

    record All() implements Piece {}
  }

  public PlannedAnswer(Exchange exchange, FileFieldsPolicy policy, Source source) {
    this.exchange = exchange;
    this.policy = policy;
    this.source = source;
  }

  /**
   * What an exchange asks of a file that was handed off or is public.
   *
   * <p>After a handoff any other method reads the file like GET, but without its conditions: those
   * were meant for the app.
   */
  public static FileRequest asked(Exchange exchange) {
    RequestHead request = exchange.request();
    boolean retrieves =
        request.method() == RequestHead.Method.GET || request.method() == RequestHead.Method.HEAD;
    if (!retrieves || !hasConditions(request)) {
      return exchange.isHead() ? FileRequest.HEAD : FileRequest.GET;
    }
    return FileRequest.of(request.methodText(), request);
  }

  private static boolean hasConditions(RequestHead request) {
    for (int i = 0; i < request.fieldCount(); i++) {
      FieldName name = request.name(i);
      if (name != null && name.kind() == FieldName.Kind.CONDITION) {
        return true;
      }
    }
    return false;
  }

  /**
   * Answers the exchange as {@code plan} says.
   *
   * @param of what the plan is about
   */
  public void carryOut(ResponsePlan plan, Representation of) {
    if (exchange.record().isTraced()) {
      exchange.record().step("plan", plan.getClass().getSimpleName() + " " + plan.status());
    }
    switch (plan) {
      case ResponsePlan.Full full -> sendWhole(head(full), full.contentLength(), of.validators());
      case ResponsePlan.Partial partial -> {
        AnswerHead head = head(partial);
        if (isCounted()) {
          policy.sending(Carried.part(partial.range(), of.length()), of.validators());
        }
        send(head, List.of(new Piece.Slice(partial.range())), Exchange.Length.DECLARED);
      }
      case ResponsePlan.MultiPart parts -> {
        AnswerHead head = head(parts);
        if (isCounted()) {
          policy.sending(Carried.parts(parts, of.length()), of.validators());
        }
        send(head, pieces(parts), Exchange.Length.DECLARED);
      }
      case ResponsePlan.NotModified notModified -> finish(head(notModified));
      case ResponsePlan.PreconditionFailed _,
          ResponsePlan.RangeNotSatisfiable _,
          ResponsePlan.MethodNotAllowed _,
          ResponsePlan.Options _ -> {
        List<Field> fields = new ArrayList<>(plan.fields());
        fields.addAll(policy.errorFields());
        policy.headWritten();
        release();
        Refusals.answer(exchange, Math.max(400, plan.status()), fields);
      }
    }
  }

  private AnswerHead head(ResponsePlan plan) {
    AnswerHead out = exchange.answer(plan.status());
    for (Field field : plan.fields()) {
      out.field(field.name(), field.value());
    }
    policy.addTo(out, plan);
    policy.headWritten();
    return out;
  }

  private static List<Piece> pieces(ResponsePlan.MultiPart parts) {
    List<Piece> pieces = new ArrayList<>(2 * parts.parts().size() + 1);
    for (Part part : parts.parts()) {
      pieces.add(new Piece.Text(part.head()));
      pieces.add(new Piece.Slice(part.range()));
    }
    pieces.add(new Piece.Text(parts.closingDelimiter()));
    return pieces;
  }

  /**
   * Sends everything behind a head that is written.
   *
   * @param length as the head says it; empty: it does not
   */
  void sendWhole(AnswerHead out, OptionalLong length, Validators validators) {
    if (isCounted()) {
      policy.sending(Carried.whole(length), validators);
    }
    if (length.isEmpty()) {
      send(out, List.of(new Piece.All()), Exchange.Length.UNKNOWN);
      return;
    }
    if (length.getAsLong() == 0 || exchange.isHead()) {
      finish(out);
      return;
    }
    ByteBuf body = source.body();
    if (body != null) {
      release();
      exchange.finish(out, body);
    } else {
      ByteRange all = new ByteRange(0, length.getAsLong() - 1);
      send(out, List.of(new Piece.Slice(all)), Exchange.Length.DECLARED);
    }
  }

  /** A trace goes out in place of the content. */
  private boolean isCounted() {
    return policy.isCounted() && !exchange.isHead() && !exchange.record().isTraced();
  }

  private void send(AnswerHead out, List<Piece> ordered, Exchange.Length length) {
    if (exchange.isHead()) {
      finish(out);
      return;
    }
    pieces = ordered;
    next = 0;
    exchange.start(out, length);
    sendNext();
  }

  private void finish(AnswerHead out) {
    release();
    exchange.finish(out);
  }

  private void sendNext() {
    List<Piece> ordered = pieces;
    while (ordered != null && !exchange.isOver()) {
      if (next == ordered.size()) {
        pieces = null;
        release();
        exchange.end(null);
        return;
      }
      switch (ordered.get(next++)) {
        case Piece.Text text -> exchange.write(Unpooled.copiedBuffer(text.octets(), ISO_8859_1));
        case Piece.Slice slice -> {
          source.send(slice.range(), this::sendNext);
          return;
        }
        case Piece.All _ -> {
          source.sendAll(this::sendNext);
          return;
        }
      }
    }
  }

  /** Nothing more is to be sent: the client left, or the octets will never be whole. */
  public void stop() {
    pieces = null;
    release();
  }

  private void release() {
    if (!released) {
      released = true;
      source.release();
    }
  }
}
