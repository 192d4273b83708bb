package dev.handoff.gateway.handoff;

import dev.handoff.core.fields.Field;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.http1.ConnectionOptions;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Heads;
import dev.handoff.gateway.upstream.AppFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heads of the apps that handed off, the first one first: of two that set the same field the
 * earlier one wins, and cookies add up.
 */
final class AppHeads {
  private static final ResponsePlan ERROR = new ResponsePlan.PreconditionFailed();

  private final List<ResponseHead> heads = new ArrayList<>(1);

  void add(ResponseHead head) {
    heads.add(head);
  }

  /** Gives the heads back; none of their fields may be read after this. */
  void release(Heads to) {
    heads.forEach(to::giveBack);
    heads.clear();
  }

  boolean has(FieldName name) {
    return value(name) != null;
  }

  /** Whether one of the apps said something under that name. */
  boolean has(String name) {
    FieldName known = FieldName.of(name);
    for (ResponseHead head : heads) {
      if (known != null ? head.has(known) : !head.lines(name).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The value of the first field of that name, or null. */
  @Nullable String value(FieldName name) {
    for (ResponseHead head : heads) {
      String value = head.value(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** What survives an error: nothing of the file, but cookies, and what lets a script read it. */
  List<Field> errorFields() {
    List<Field> fields = new ArrayList<>();
    for (ResponseHead head : heads) {
      for (int i = 0; i < head.fieldCount(); i++) {
        if (AppFields.crosses(head, i, true) && ERROR.carries(head.nameText(i))) {
          fields.add(new Field(head.nameText(i), head.value(i)));
        }
      }
    }
    return fields;
  }

  /**
   * Copies what an app may say about a delivery: everything end-to-end but what the file decides.
   *
   * @param notModified leaves out what describes content that is not sent
   */
  void copyTo(AnswerHead out, boolean notModified) {
    for (int h = 0; h < heads.size(); h++) {
      ResponseHead head = heads.get(h);
      boolean named = ConnectionOptions.nameFields(head);
      for (int i = 0; i < head.fieldCount(); i++) {
        if (AppFields.crosses(head, i, named)
            && !isDecidedHere(head.name(i), notModified)
            && !saidBefore(h, i)) {
          out.copy(head, i);
        }
      }
    }
  }

  /** Copies what these apps said and then what {@code last}, whose body is sent, adds to it. */
  void copyOver(ResponseHead last, AnswerHead out) {
    copyTo(out, false);
    boolean named = ConnectionOptions.nameFields(last);
    for (int i = 0; i < last.fieldCount(); i++) {
      FieldName name = last.name(i);
      if (AppFields.crosses(last, i, named)
          && (isDecidedHere(name, false)
              || name == FieldName.SET_COOKIE
              || !anyHas(heads.size(), last, i))) {
        out.copy(last, i);
      }
    }
  }

  /** Copies what survives of these apps' fields and then all of {@code last}, which is an error. */
  void copyOverError(ResponseHead last, AnswerHead out) {
    for (Field field : errorFields()) {
      out.field(field.name(), field.value());
    }
    boolean named = ConnectionOptions.nameFields(last);
    for (int i = 0; i < last.fieldCount(); i++) {
      boolean saidAbove =
          last.name(i) != FieldName.SET_COOKIE
              && ERROR.carries(last.nameText(i))
              && anyHas(heads.size(), last, i);
      if (AppFields.crosses(last, i, named) && !saidAbove) {
        out.copy(last, i);
      }
    }
  }

  private static boolean isDecidedHere(@Nullable FieldName name, boolean notModified) {
    if (name == null) {
      return false;
    }
    return switch (name) {
      case ETAG,
          LAST_MODIFIED,
          CONTENT_RANGE,
          ACCEPT_RANGES,
          CONTENT_TYPE,
          CONTENT_ENCODING,
          AGE,
          TRAILER ->
          true;
      case CONTENT_DISPOSITION -> notModified;
      default -> false;
    };
  }

  /** A singleton that stands twice is sent once, and a later app does not speak over an earlier. */
  private boolean saidBefore(int headIndex, int i) {
    FieldName name = heads.get(headIndex).name(i);
    if (name == FieldName.SET_COOKIE) {
      return false;
    }
    if ((name == FieldName.CONTENT_DISPOSITION || name == FieldName.EXPIRES)
        && heads.get(headIndex).indexOf(name, 0) < i) {
      return true;
    }
    return anyHas(headIndex, heads.get(headIndex), i);
  }

  /** Whether one of the first {@code count} heads has a field named like field {@code i}. */
  private boolean anyHas(int count, ResponseHead of, int i) {
    FieldName name = of.name(i);
    for (int earlier = 0; earlier < count; earlier++) {
      ResponseHead head = heads.get(earlier);
      if (name != null ? head.has(name) : hasNamed(head, of, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasNamed(ResponseHead head, ResponseHead later, int i) {
    return !head.lines(later.nameText(i)).isEmpty();
  }
}
