package dev.handoff.core.response;

import java.util.List;

/** Picks one of several representations of a file: itself and its compressed siblings. */
public final class Variants {
  private Variants() {}

  /**
   * The first, except for a client that continues a transfer: it stays on the variant whose tag its
   * If-Range names, for a part of another would spoil what it holds.
   *
   * @param acceptable all acceptable to the client, best first, not empty
   */
  public static Representation choose(List<Representation> acceptable, FileRequest request) {
    for (Representation variant : acceptable) {
      if (request.resumes(variant.validators())) {
        return variant;
      }
    }
    return acceptable.get(0);
  }
}
