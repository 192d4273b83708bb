package dev.handoff.gateway.deliver.store.cache;

import org.jspecify.annotations.Nullable;

/**
 * One slice of one version. Its state belongs to its {@link KeptVersion}, its place to {@link
 * Room}.
 */
final class Slice {
  /** Where it is in its life; it never goes back. */
  enum State {
    /** A fill writes it; what is written can be sent already. */
    GROWING,
    /** Whole, under its name on disk. */
    STORED,
    /** Removed, or never finished. */
    GONE
  }

  private final KeptVersion version;
  private final int number;
  private final int footprint;

  // Guarded by the version.
  State state;
  @Nullable SliceFile file;
  boolean opening;

  /** False for what another process wrote, until its checksum was compared. */
  boolean verified;

  /** Octets that can be read. */
  int readable;

  // Guarded by Room.
  @Nullable Slice older;
  @Nullable Slice newer;
  boolean listed;

  /** In seconds, as {@link DiskClock#seconds} counts them. */
  volatile int usedAt;

  /**
   * @param footprint octets of the disk that it takes
   */
  Slice(KeptVersion version, int number, State state, int footprint, int usedAt) {
    this.version = version;
    this.number = number;
    this.state = state;
    this.footprint = footprint;
    this.usedAt = usedAt;
  }

  KeptVersion version() {
    return version;
  }

  int number() {
    return number;
  }

  int footprint() {
    return footprint;
  }

  SliceName name() {
    return version.name(number);
  }
}
