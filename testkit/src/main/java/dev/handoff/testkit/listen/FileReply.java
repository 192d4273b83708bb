package dev.handoff.testkit.listen;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.response.Part;
import dev.handoff.core.response.ResponsePlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A plan for a file as an answer. */
public final class FileReply {
  private FileReply() {}

  /** Where the bytes come from. */
  @FunctionalInterface
  public interface Slices {
    void copy(ByteRange range, OutputStream out) throws IOException;
  }

  /**
   * @param others fields beside those of the plan, where the plan lets them stand
   */
  public static Reply of(ResponsePlan plan, Slices file, List<Field> others, Received request) {
    Reply reply = Reply.of(plan.status(), reason(plan.status()));
    for (Field field : plan.fields()) {
      reply = reply.with(field.name(), field.value());
    }
    for (Field field : others) {
      boolean owned = plan.fields().stream().anyMatch(f -> f.name().equalsIgnoreCase(field.name()));
      if (!owned && plan.carries(field.name())) {
        reply = reply.with(field.name(), field.value());
      }
    }
    if (plan.status() >= 400) {
      return reply.holding(
          (plan.status() + " " + reason(plan.status()) + "\n").getBytes(StandardCharsets.UTF_8),
          request);
    }
    return request.isHead() ? reply : reply.writing(out -> write(plan, file, out));
  }

  private static void write(ResponsePlan plan, Slices file, OutputStream out) throws IOException {
    if (plan instanceof ResponsePlan.Full full) {
      long length = full.representation().length().orElse(0);
      if (length > 0) {
        file.copy(new ByteRange(0, length - 1), out);
      }
    } else if (plan instanceof ResponsePlan.Partial partial) {
      file.copy(partial.range(), out);
    } else if (plan instanceof ResponsePlan.MultiPart multi) {
      for (Part part : multi.parts()) {
        out.write(part.head().getBytes(StandardCharsets.ISO_8859_1));
        file.copy(part.range(), out);
      }
      out.write(multi.closingDelimiter().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 206 -> "Partial Content";
      case 304 -> "Not Modified";
      case 405 -> "Method Not Allowed";
      case 412 -> "Precondition Failed";
      case 416 -> "Range Not Satisfiable";
      default -> "Status";
    };
  }
}
