package dev.handoff.core.send;

import dev.handoff.core.disposition.NameRules;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of members that are safe to unpack: none leads out of the folder it is unpacked in, and no
 * two are one file there, also where case or the form of an accent does not count. Not shareable
 * between threads.
 */
public final class MemberNames {
  /** Shorter than the longest path of any system that is likely to unpack it. */
  private static final int LONGEST = 4096;

  private final Set<String> files = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  private MemberNames() {}

  /** The names of these, as taken. */
  public static MemberNames of(List<ArchiveEntry> entries) {
    MemberNames names = new MemberNames();
    entries.forEach(entry -> names.addFolders(entry.name()));
    entries.stream().filter(entry -> !entry.folder()).forEach(entry -> names.files.add(key(entry)));
    return names;
  }

  static List<ArchiveEntry> distinct(List<ArchiveEntry> entries) {
    MemberNames names = new MemberNames();
    // First: a file must not take the name of any folder, wherever in the list that comes.
    entries.forEach(entry -> names.addFolders(entry.name()));
    List<ArchiveEntry> distinct = new ArrayList<>();
    for (ArchiveEntry entry : entries) {
      if (!entry.folder()) {
        String name = names.take(entry.name());
        distinct.add(name.equals(entry.name()) ? entry : entry.name(name));
      } else if (names.files.add(key(entry))) {
        distinct.add(entry);
      }
    }
    return distinct;
  }

  /** That name of a file, or the next one with a number that is free; it is taken from now on. */
  public String take(String wanted) {
    String name = wanted;
    while (folders.contains(key(name)) || !files.add(key(name))) {
      int number = next.merge(key(wanted), 2, (old, two) -> old + 1);
      name = numbered(wanted, number);
    }
    return name;
  }

  private static String numbered(String name, int number) {
    int slash = name.lastIndexOf('/');
    int dot = name.lastIndexOf('.');
    // A dot at the beginning makes a hidden file, not an extension.
    int end = dot > slash + 1 ? dot : name.length();
    String extension = name.substring(end);
    String counted = name.substring(0, end) + " (" + number + ")" + extension;
    return clean(counted).equals(counted)
        ? counted
        : name.substring(0, slash + 1) + number + extension;
  }

  private void addFolders(String name) {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      folders.add(key(name.substring(0, slash)));
    }
  }

  private static String key(ArchiveEntry entry) {
    return key(entry.name());
  }

  private static String key(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /**
   * A name without what leads elsewhere, for a file: no root, drive or server, no {@code ..}; each
   * part as {@link NameRules#PORTABLE} has it. Never empty.
   */
  static String clean(String given) {
    List<String> parts = new ArrayList<>();
    for (String part : given.split("[/\\\\]", -1)) {
      boolean drive = parts.isEmpty() && part.matches("[A-Za-z]:");
      // Also what becomes "." when blanks and invisible characters are gone.
      if (!drive && !isNothing(part)) {
        // Windows has no quotes in names; in a Content-Disposition they do no harm.
        parts.add(NameRules.PORTABLE.clean(part.replace('"', '_')));
      }
    }
    if (parts.isEmpty()) {
      return NameRules.PORTABLE.clean("");
    }
    String name = String.join("/", parts);
    while (parts.size() > 1 && name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      parts.remove(0);
      name = String.join("/", parts);
    }
    return name;
  }

  private static boolean isNothing(String part) {
    return part.codePoints()
        .allMatch(c -> c == '.' || c == ' ' || Character.getType(c) == Character.FORMAT);
  }
}
