package dev.handoff.core.fields;

import java.util.ArrayList;
import java.util.List;

/** The field lines of one message, asked for by name. */
@FunctionalInterface
public interface FieldLines {
  /** No line at all. */
  FieldLines NONE = name -> List.of();

  /**
   * Values of every line of that name (compared without case), in order; empty if there is none.
   */
  List<String> lines(String name);

  /** The lines of a list of fields. */
  static FieldLines of(List<Field> fields) {
    List<Field> copy = List.copyOf(fields);
    return name -> {
      List<String> values = new ArrayList<>();
      for (Field field : copy) {
        if (field.name().equalsIgnoreCase(name)) {
          values.add(field.value());
        }
      }
      return List.copyOf(values);
    };
  }
}
