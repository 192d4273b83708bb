package dev.handoff.conformance;

import java.util.Arrays;
import java.util.Optional;

/** What statements are about, by the letter that their ids begin with. */
public enum Group {
  A("names"),
  B("types"),
  C("validators"),
  D("preconditions"),
  E("single ranges"),
  F("several ranges"),
  G("If-Range"),
  H("methods, empty files"),
  K("dates"),
  L("security");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  /** In a few words. */
  public String title() {
    return title;
  }

  /** Whether one URL is enough to ask some of it. */
  public boolean isAskedOfAnyUrl() {
    return Cases.ofUrl().stream().anyMatch(one -> one.group() == this);
  }

  static Group of(char letter) {
    return valueOf(Character.toString(letter));
  }

  /** By its letter, in either case. */
  public static Optional<Group> named(String letter) {
    return Arrays.stream(values()).filter(g -> g.name().equalsIgnoreCase(letter)).findFirst();
  }
}
