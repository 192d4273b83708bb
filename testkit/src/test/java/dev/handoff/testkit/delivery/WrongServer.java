package dev.handoff.testkit.delivery;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.listen.Received;
import dev.handoff.testkit.listen.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Delivers one file rightly, but for what a test makes wrong about it. */
record WrongServer(int status, List<FieldLine> fields, byte[] body) {
  static final byte[] FILE = "twelve bytes".getBytes(StandardCharsets.US_ASCII);
  static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

  /** What is right. */
  static WrongServer right(Received request) {
    if (!request.path().equals("/file")) {
      return new WrongServer(404, List.of(), "not here".getBytes(StandardCharsets.US_ASCII));
    }
    Representation file =
        Representation.of(
            OptionalLong.of(FILE.length),
            new Validators(Optional.of(new EntityTag("v1", false)), Optional.of(CHANGED)),
            Optional.of("application/pdf"),
            true);
    ResponsePlan plan =
        FileResponse.decide(
            FileRequest.of(request.method(), request.lines()),
            file,
            CHANGED.plusSeconds(3600),
            RangeLimits.DEFAULT,
            () -> "boundary");
    List<FieldLine> fields = new ArrayList<>();
    for (Field field : plan.fields()) {
      fields.add(FieldLine.of(field.name(), field.value()));
    }
    if (plan.status() < 300) {
      fields.add(
          FieldLine.of(
              "Content-Disposition",
              "attachment; filename=\"Bericht Maerz.pdf\";"
                  + " filename*=UTF-8''Bericht%20M%C3%A4rz.pdf"));
    }
    fields.add(FieldLine.of("Cache-Control", "private, no-cache"));
    return new WrongServer(plan.status(), fields, body(plan));
  }

  private static byte[] body(ResponsePlan plan) {
    if (plan instanceof ResponsePlan.Full) {
      return FILE;
    }
    if (plan instanceof ResponsePlan.Partial part) {
      ByteRange range = part.range();
      return Arrays.copyOfRange(FILE, (int) range.first(), (int) range.last() + 1);
    }
    return new byte[0];
  }

  WrongServer status(int other) {
    return new WrongServer(other, fields, body);
  }

  WrongServer without(String name) {
    return new WrongServer(
        status, fields.stream().filter(line -> !line.isNamed(name)).toList(), body);
  }

  WrongServer and(String name, String value) {
    List<FieldLine> more = new ArrayList<>(fields);
    more.add(FieldLine.of(name, value));
    return new WrongServer(status, more, body);
  }

  WrongServer set(String name, String value) {
    return without(name).and(name, value);
  }

  WrongServer body(String text) {
    return new WrongServer(
        status, without("Content-Length").fields, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Only answers of one status are wrong. */
  WrongServer when(int wrong, UnaryOperator<WrongServer> change) {
    return status == wrong ? change.apply(this) : this;
  }

  static Received without(Received request, String field) {
    List<FieldLine> heard = request.fields().stream().filter(line -> !line.isNamed(field)).toList();
    return new Received(request.method(), request.target(), heard, request.content());
  }

  private boolean has(String name) {
    return fields.stream().anyMatch(line -> line.isNamed(name));
  }

  Reply reply(Received request) {
    List<FieldLine> sent =
        fields.stream().filter(line -> !line.name().startsWith("X-Wrong-")).toList();
    if (request.isHead() && fields.contains(FieldLine.of("X-Wrong-Head", "405"))) {
      return Reply.text(405, "Method Not Allowed", request);
    }
    Reply head = Reply.of("HTTP/1.1 " + status + " " + reason(), sent);
    if (!has("Content-Length") && !has("X-Wrong-Unframed") && status != 304) {
      head = head.with("Content-Length", Integer.toString(body.length));
    }
    boolean silent = request.isHead() && !has("X-Wrong-Head");
    return silent ? head : head.writing(out -> out.write(body));
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 206 -> "Partial Content";
      case 304 -> "Not Modified";
      case 404 -> "Not Found";
      case 416 -> "Range Not Satisfiable";
      case 500 -> "Internal Server Error";
      default -> "Status";
    };
  }
}
