package dev.handoff.core.structured;

import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.InnerList;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.ListOf;
import dev.handoff.core.structured.StructuredField.Malformed;
import dev.handoff.core.structured.StructuredField.Member;
import dev.handoff.core.structured.StructuredField.Parsed;
import dev.handoff.core.structured.StructuredField.Valid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parsing algorithms of RFC 9651 §4.2, down to items; {@link BareParser} does the rest. */
final class Parser {

  /** One of the three top-level algorithms. */
  interface Rule<T> {
    T parse(Parser parser) throws MalformedField;
  }

  private final Cursor in;
  private final BareParser bare;

  private Parser(Cursor in) {
    this.in = in;
    this.bare = new BareParser(in);
  }

  /** §4.2: spaces at both ends are dropped, nothing else may be left. */
  static <T> Parsed<T> parse(List<String> lines, Rule<T> rule) {
    Cursor in = new Cursor(String.join(", ", lines));
    try {
      in.skipSpaces();
      T value = rule.parse(new Parser(in));
      in.skipSpaces();
      if (!in.atEnd()) {
        throw in.malformed("something follows the value");
      }
      return new Valid<>(value);
    } catch (MalformedField malformed) {
      return new Malformed<>(malformed.offset(), malformed.reason());
    }
  }

  /** §4.2.1. */
  ListOf list() throws MalformedField {
    List<Member> members = new ArrayList<>();
    while (!in.atEnd()) {
      members.add(member());
      if (!nextMember()) {
        break;
      }
    }
    return new ListOf(members);
  }

  /** §4.2.2. A key that comes again keeps its place and takes the later value. */
  Dictionary dictionary() throws MalformedField {
    Map<String, Member> members = new LinkedHashMap<>();
    while (!in.atEnd()) {
      String key = key();
      members.put(key, in.take('=') ? member() : new Item(BareItem.Bool.TRUE, parameters()));
      if (!nextMember()) {
        break;
      }
    }
    return new Dictionary(members);
  }

  /** §4.2.3. */
  Item item() throws MalformedField {
    BareItem value = bare.item();
    return new Item(value, parameters());
  }

  /** The comma between two members; false at the end of the field. */
  private boolean nextMember() throws MalformedField {
    in.skipOws();
    if (in.atEnd()) {
      return false;
    }
    in.expect(',');
    in.skipOws();
    if (in.atEnd()) {
      throw in.malformed("a comma at the end");
    }
    return true;
  }

  private Member member() throws MalformedField {
    return in.peek() == '(' ? innerList() : item();
  }

  /** §4.2.1.2. */
  private InnerList innerList() throws MalformedField {
    in.expect('(');
    List<Item> items = new ArrayList<>();
    while (true) {
      in.skipSpaces();
      if (in.take(')')) {
        return new InnerList(items, parameters());
      }
      items.add(item());
      if (in.peek() != ' ' && in.peek() != ')') {
        throw in.malformed("a space or a closing parenthesis is expected");
      }
    }
  }

  /** §4.2.3.2. */
  private Map<String, BareItem> parameters() throws MalformedField {
    if (in.peek() != ';') {
      return Map.of();
    }
    Map<String, BareItem> parameters = new LinkedHashMap<>();
    while (in.take(';')) {
      in.skipSpaces();
      String key = key();
      parameters.put(key, in.take('=') ? bare.item() : BareItem.Bool.TRUE);
    }
    return parameters;
  }

  /** §4.2.3.3. */
  private String key() throws MalformedField {
    if (!Entries.beginsKey(in.peek())) {
      throw in.malformed("a key begins with a lower-case letter or an asterisk");
    }
    return in.takeWhile(Entries::continuesKey);
  }
}
