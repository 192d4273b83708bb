package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.caching.CacheStatus;
import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObject;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.deliver.store.direct.DirectObjects;
import dev.handoff.gateway.http1.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Objects from slices, by one configuration. Shared by all loops.
 *
 * <p>In order: what must not be kept goes straight to the store; what the app vouches for by its
 * tag, or the store vouched for a moment ago, is used; about the rest the store is asked, by one
 * request for all who wait.
 */
final class CachedObjects implements StoredObjects {
  private final Disk disk;
  private final StoreClient client;
  private final DirectObjects direct;
  private final RemoteCache config;
  private final CacheKeys keys;
  private final Unkept unkept;
  private final ConcurrentHashMap<String, Asking> askings = new ConcurrentHashMap<>();

  CachedObjects(Disk disk, StoreClient client, DirectObjects direct, RemoteCache config) {
    this.disk = disk;
    this.client = client;
    this.direct = direct;
    this.config = config;
    this.keys = new CacheKeys(config.ignoreQuery());
    this.unkept = new Unkept(disk.clock());
  }

  Disk disk() {
    return disk;
  }

  StoreClient client() {
    return client;
  }

  DirectObjects direct() {
    return direct;
  }

  RemoteCache config() {
    return config;
  }

  @Override
  public void open(Question question, Opened opened) {
    if (sendsFieldsOfItsOwn(question)) {
      pass(question, opened, CacheStatus.REQUEST);
      return;
    }
    if (!disk.enter()) {
      pass(question, opened, CacheStatus.BYPASS);
      return;
    }
    Arrival arrival = new Arrival(question, opened, keys.of(question.target()), disk);
    question.exchange().watch(arrival);
    consider(arrival);
  }

  /** The store's answer may depend on them, whether it says so or not. */
  private static boolean sendsFieldsOfItsOwn(Question question) {
    RequestHead request = question.exchange().request();
    return question.target().rules().access().send().stream()
        .anyMatch(name -> !request.lines(name).isEmpty());
  }

  private void consider(Arrival arrival) {
    CacheKey key = arrival.key();
    if (!disk.index().knows(key)) {
      aside(arrival, () -> disk.read(SliceName.folder(key.name())));
      return;
    }
    Optional<KeptVersion> kept = disk.index().acquire(key);
    if (kept.isPresent() && kept.get().knownFacts().isEmpty()) {
      aside(
          arrival,
          () -> {
            disk.readFacts(kept.get(), key);
            disk.index().release(kept.get());
          });
      return;
    }
    if (kept.isPresent() && isGood(arrival, kept.get())) {
      hit(arrival, kept.get());
      disk.index().release(kept.get());
      return;
    }
    kept.ifPresent(disk.index()::release);
    if (unkept.has(key) || (kept.isEmpty() && !disk.takesMore())) {
      pass(arrival, CacheStatus.BYPASS);
    } else {
      ask(key, List.of(arrival));
    }
  }

  /** Does something on a worker first. */
  private void aside(Arrival arrival, Runnable work) {
    disk.workers()
        .run(() -> {
          work.run();
          arrival.onLoop(() -> consider(arrival));
        });
  }

  /** Whether a version may be used without asking its store. */
  private boolean isGood(Arrival arrival, KeptVersion version) {
    return arrival
            .question()
            .hints()
            .etag()
            .filter(tag -> tag.strongEquals(version.facts().tag()))
            .isPresent()
        || (arrival.question().hints().etag().isEmpty()
            && version.isFresh(disk.clock().nanos(), config.fresh().toNanos()));
  }

  private void hit(Arrival arrival, KeptVersion version) {
    boolean whole = disk.isWhole(version, Wanted.of(arrival.question().asked()));
    disk.counters().hit();
    found(
        arrival,
        version,
        false,
        earlier ->
            whole
                ? CacheStatus.HIT.after(earlier)
                : CacheStatus.PARTIAL.forwarded(OptionalInt.empty(), true, false, earlier));
  }

  /**
   * Gives a delivery its object.
   *
   * @param leads the store is being read for it already
   */
  void found(
      Arrival arrival, KeptVersion version, boolean leads, Function<List<String>, Field> status) {
    if (!disk.enter()) {
      throw new IllegalStateException("found after the end, though an arrival holds the disk");
    }
    disk.index().retain(version);
    Optional<ByteRange> wanted = Wanted.of(arrival.question().asked()).in(version.facts().length());
    arrival.found(new CachedObject(this, arrival.question(), version, wanted, leads, status));
  }

  private void pass(Arrival arrival, CacheStatus why) {
    arrival.settle();
    pass(arrival.question(), arrival.opened(), why);
  }

  /** Lets a delivery go past the cache. */
  private void pass(Question question, Opened opened, CacheStatus why) {
    disk.counters().passed();
    direct.open(question, PassedObject.telling(opened, why));
  }

  // --- asking

  /** Joins the question about that object, or asks it. */
  private void ask(CacheKey key, List<Arrival> arrivals) {
    Asking own = new Asking(this, key, arrivals);
    Asking asking =
        askings.compute(
            key.name(),
            (_, running) -> {
              if (running == null) {
                return own;
              }
              running.join(arrivals);
              return running;
            });
    if (asking.equals(own)) {
      own.start();
    }
  }

  /** A question is answered. */
  void answered(Asking asking) {
    List<Arrival> later = new ArrayList<>(0);
    askings.compute(
        asking.key().name(),
        (_, running) -> {
          later.addAll(asking.later());
          return asking.equals(running) ? null : running;
        });
    if (!later.isEmpty()) {
      again(asking.key(), later);
    }
  }

  /** They came after the question was asked; some the answer suffices for. */
  private void again(CacheKey key, List<Arrival> later) {
    Optional<KeptVersion> kept = disk.index().acquire(key).filter(v -> v.knownFacts().isPresent());
    List<Arrival> asking = new ArrayList<>(later.size());
    for (Arrival arrival : later) {
      if (kept.isPresent() && isGood(arrival, kept.get())) {
        hit(arrival, kept.get());
      } else if (!arrival.isGone()) {
        asking.add(arrival);
      }
    }
    kept.ifPresent(disk.index()::release);
    if (!asking.isEmpty() && unkept.has(key)) {
      passAll(asking, CacheStatus.BYPASS);
    } else if (!asking.isEmpty()) {
      ask(key, asking);
    }
  }

  /**
   * It was found that an object must not be kept.
   *
   * @return who goes on with the answer that said so
   */
  StoreClient.Listener doNotKeep(
      Asking asking, String reason, ByteRange range, StoreClient.Call call) {
    unkept.add(asking.key());
    Arrival leader = asking.leader();
    leader.question().exchange().record().step("cache", "not kept: " + reason);
    passAll(asking.others(), CacheStatus.URI_MISS);
    disk.counters().passed();
    leader.settle();
    return direct.goOn(
        leader.question(),
        PassedObject.telling(leader.opened(), CacheStatus.URI_MISS),
        range,
        call);
  }

  /**
   * The store gave no object, and all are told so; but a refused link says nothing about the links
   * of others, who may try theirs, once.
   *
   * @return who finds out what the answer means
   */
  StoreClient.Listener refused(Asking asking, ByteRange range, StoreClient.Call call) {
    Arrival leader = asking.leader();
    List<Arrival> others = asking.others();
    Opened shared =
        new Opened() {
          @Override
          public void found(StoredObject object) {
            leader.opened().found(new PassedObject(object, CacheStatus.URI_MISS));
            passAll(others, CacheStatus.URI_MISS);
          }

          @Override
          public void missing(String reason) {
            leader.opened().missing(reason);
            others.forEach(other -> other.missing(reason));
          }

          @Override
          public void failed(StoreFailure failure) {
            leader.opened().failed(failure);
            CachedObjects.this.failed(asking.key(), others, failure);
          }
        };
    leader.settle();
    return direct.goOn(leader.question(), shared, range, call);
  }

  private void failed(CacheKey key, List<Arrival> others, StoreFailure failure) {
    List<Arrival> again = new ArrayList<>(others.size());
    for (Arrival other : others) {
      if (other.mayTryAgain()) {
        again.add(other);
      } else {
        other.failed(failure);
      }
    }
    if (!again.isEmpty()) {
      ask(key, again);
    }
  }

  private void passAll(List<Arrival> arrivals, CacheStatus why) {
    for (Arrival arrival : arrivals) {
      arrival.onLoop(() -> pass(arrival, why));
    }
  }
}
