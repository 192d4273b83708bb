package dev.handoff.gateway.deliver;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.deliver.file.ServedFile;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import dev.handoff.gateway.exchange.Trace;
import dev.handoff.gateway.http1.FieldName;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to one client. Plan, fields and octets come from the same open file.
 *
 * <p>Owns its hold on the file and gives it back when the exchange is through with it, however that
 * ends. Confined to the exchange's loop.
 */
public final class FileDelivery implements Exchange.ClientWatch, PlannedAnswer.Source {
  /** Stands for any plan that sends the whole, where only its kind matters. */
  private static final ResponsePlan WHOLE =
      FileResponse.decide(
          FileRequest.GET,
          Representation.of(OptionalLong.of(0), Validators.NONE, Optional.empty(), true),
          Instant.EPOCH,
          RangeLimits.DEFAULT,
          PlannedAnswer.BOUNDARY);

  private final Exchange exchange;
  private final ServedFile file;
  private final FileFieldsPolicy policy;
  private final RangeLimits limits;
  private final PlannedAnswer answer;

  private FileDelivery(
      Exchange exchange, ServedFile file, FileFieldsPolicy policy, RangeLimits limits) {
    this.exchange = exchange;
    this.file = file;
    this.policy = policy;
    this.limits = limits;
    this.answer = new PlannedAnswer(exchange, policy, this);
  }

  /** Answers the exchange with {@code file}, whose one hold it takes over. */
  public static void start(
      Exchange exchange, ServedFile file, FileFieldsPolicy policy, RangeLimits limits) {
    if (exchange.isOver()) {
      file.release();
      return;
    }
    Trace trace = exchange.record().trace();
    if (trace != null) {
      trace.content("the file");
    }
    FileDelivery delivery = new FileDelivery(exchange, file, policy, limits);
    exchange.watch(delivery);
    delivery.answer();
  }

  private void answer() {
    FileRequest asked = PlannedAnswer.asked(exchange);
    if (asked.isPlain() && policy.isFilesOwn()) {
      sendWhole();
      return;
    }
    Representation representation =
        policy.representation(OwnFacts.ofFile(file.size(), file.validators()));
    answer.carryOut(
        FileResponse.decide(asked, representation, Instant.now(), limits, PlannedAnswer.BOUNDARY),
        representation);
  }

  /** The usual case, with fields that were made when the file was opened. */
  private void sendWhole() {
    AnswerHead out = exchange.answer(200);
    out.field(FieldName.CONTENT_TYPE, policy.contentType()).ready(file.readyFields());
    policy.addTo(out, WHOLE);
    policy.headWritten();
    exchange.record().step("plan", "Full 200");
    answer.sendWhole(out, OptionalLong.of(file.size()), file.validators());
  }

  @Override
  public @Nullable ByteBuf body() {
    ByteBuf body = file.body();
    exchange.record().source(body == null ? Source.FILE : Source.MEMORY);
    return body;
  }

  @Override
  public void send(ByteRange range, Runnable next) {
    exchange.record().source(Source.FILE);
    exchange.write(file, range.first(), range.length(), next);
  }

  @Override
  public void sendAll(Runnable next) {
    throw new IllegalStateException("a file on disk has a length");
  }

  @Override
  public void release() {
    file.release();
  }

  @Override
  public void clientGone() {
    answer.stop();
  }
}
