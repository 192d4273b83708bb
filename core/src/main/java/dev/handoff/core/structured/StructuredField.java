package dev.handoff.core.structured;

import java.util.List;
import java.util.Map;

/** A field value that is a dictionary, a list or an item of RFC 9651. */
public sealed interface StructuredField {

  /** Members by key, in the order of their first appearance. */
  record Dictionary(Map<String, Member> members) implements StructuredField {
    public Dictionary {
      members = Entries.copyOf(members);
    }

    /** As a field value; empty when there is no member, and then the field is not sent. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      members.forEach((key, member) -> {
        text.append(text.isEmpty() ? "" : ", ").append(key);
        // A member that is true is written as its key alone (§4.1.2).
        if (member instanceof Item item && item.value().equals(BareItem.Bool.TRUE)) {
          Entries.appendParameters(item.parameters(), text);
        } else {
          text.append('=').append(member);
        }
      });
      return text.toString();
    }
  }

  /** Members in order. */
  record ListOf(List<Member> members) implements StructuredField {
    public ListOf {
      members = List.copyOf(members);
    }

    /** As a field value; empty when there is no member, and then the field is not sent. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      members.forEach(member -> text.append(text.isEmpty() ? "" : ", ").append(member));
      return text.toString();
    }
  }

  /** What stands in a dictionary or a list. */
  sealed interface Member {

    /** Parameters by key, in the order of their first appearance. */
    Map<String, BareItem> parameters();
  }

  /** One value with its parameters. */
  record Item(BareItem value, Map<String, BareItem> parameters) implements StructuredField, Member {
    public Item {
      parameters = Entries.copyOf(parameters);
    }

    /** A value without parameters. */
    public Item(BareItem value) {
      this(value, Map.of());
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      value.appendTo(text);
      return Entries.appendParameters(parameters, text).toString();
    }
  }

  /** Items between parentheses, with parameters of their own. */
  record InnerList(List<Item> items, Map<String, BareItem> parameters) implements Member {
    public InnerList {
      items = List.copyOf(items);
      parameters = Entries.copyOf(parameters);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("(");
      for (Item item : items) {
        text.append(text.length() == 1 ? "" : " ").append(item);
      }
      return Entries.appendParameters(parameters, text.append(')')).toString();
    }
  }

  /** The outcome of parsing. */
  sealed interface Parsed<T> {}

  /** The value. */
  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * The field as a whole is to be ignored (§4.2).
   *
   * @param offset in characters of the lines joined by a comma and a space
   */
  record Malformed<T>(int offset, String reason) implements Parsed<T> {}

  /** Parses a dictionary that may stand on several field lines; no line is an empty dictionary. */
  static Parsed<Dictionary> parseDictionary(List<String> lines) {
    return Parser.parse(lines, Parser::dictionary);
  }

  /** Parses a list that may stand on several field lines; no line is an empty list. */
  static Parsed<ListOf> parseList(List<String> lines) {
    return Parser.parse(lines, Parser::list);
  }

  /** Parses a single item. */
  static Parsed<Item> parseItem(String line) {
    return Parser.parse(List.of(line), Parser::item);
  }
}
