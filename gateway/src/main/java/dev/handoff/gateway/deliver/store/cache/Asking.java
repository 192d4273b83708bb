package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.caching.CacheStatus;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.StoreAnswer;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.deliver.store.StoreAnswers;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One question to a store about one object, for all who came before it was asked. Whoever comes
 * later waits for the next one: what the store says now may be older than what the app just did.
 *
 * <p>The octets that come with the answer are the first of a {@link Fill}. Confined to the loop of
 * the first who asks, where nothing else is said.
 */
final class Asking implements StoreClient.Listener {
  private final CachedObjects cache;
  private final Disk disk;
  private final CacheKey key;
  private final List<Arrival> arrivals;
  private final Arrival leader;
  private final Wanted wanted;

  /** Touched only inside the atomic operations of the map this is in. */
  private final List<Arrival> later = new ArrayList<>(0);

  private Optional<KeptVersion> kept = Optional.empty();
  private @Nullable FirstQuestion question;
  private StoreClient.@Nullable Call call;

  /** Who gets what comes behind the head. */
  private StoreClient.@Nullable Listener rest;

  private boolean over;
  private long askedNanos;

  /**
   * @param arrivals at least one
   */
  Asking(CachedObjects cache, CacheKey key, List<Arrival> arrivals) {
    this.cache = cache;
    this.disk = cache.disk();
    this.key = key;
    this.arrivals = List.copyOf(arrivals);
    this.leader =
        arrivals.stream()
            .filter(arrival -> !arrival.isGone())
            .findFirst()
            .orElseGet(arrivals::getFirst);
    this.wanted = Wanted.of(leader.question().asked());
  }

  CacheKey key() {
    return key;
  }

  Arrival leader() {
    return leader;
  }

  List<Arrival> others() {
    return arrivals.stream().filter(arrival -> !arrival.equals(leader)).toList();
  }

  void join(List<Arrival> more) {
    later.addAll(more);
  }

  List<Arrival> later() {
    return later;
  }

  /** Asks, on the leader's loop. */
  void start() {
    if (!disk.enter()) {
      // Whoever waited has left, and the cache was closed behind them.
      cache.answered(this);
      return;
    }
    leader.run(() -> {
      arrivals.forEach(arrival -> arrival.whenGone(() -> leader.run(this::letGo)));
      kept = disk.index().acquire(key);
      ask(
          FirstQuestion.of(
              wanted,
              kept.flatMap(KeptVersion::knownFacts),
              slice -> kept.isPresent() && kept.get().comes(slice),
              cache.config().slice()));
      letGo();
    });
  }

  private void ask(FirstQuestion asked) {
    question = asked;
    askedNanos = disk.clock().nanos();
    call = cache.client().get(leader.loop(), leader.question().target(), asked.fields(), this);
  }

  /** Nobody waits any more: the store is let go. */
  private void letGo() {
    if (!over && arrivals.stream().allMatch(Arrival::isGone)) {
      drop();
      over();
    }
  }

  @Override
  public void answered(ResponseHead head, StoreTarget answered) {
    FirstQuestion asked = question;
    if (over || asked == null) {
      return;
    }
    StoreAnswer answer = StoreAnswers.of(head, Instant.now());
    if (answer.status() == 304 && asked.unless().isPresent() && kept.isPresent()) {
      unchanged(answer, asked, kept.get());
      return;
    }
    Keepable keepable =
        Keepable.of(
            answer,
            head,
            key.text(),
            leader.question().target().rules().access().receive(),
            cache.config().slice());
    switch (keepable) {
      case Keepable.Yes yes -> keep(answer, yes);
      case Keepable.No no -> giveUp(answer, no, asked, head, answered);
    }
  }

  /** Whoever reads stores without keeping anything goes on. */
  private void giveUp(
      StoreAnswer answer,
      Keepable.No no,
      FirstQuestion asked,
      ResponseHead head,
      StoreTarget answered) {
    StoreClient.Call running = call;
    if (running == null) {
      return;
    }
    boolean isObject = answer.status() == 200 || answer.status() == 206;
    StoreClient.Listener next =
        isObject
            ? cache.doNotKeep(this, no.reason(), asked.octets(), running)
            : cache.refused(this, asked.octets(), running);
    rest = next;
    over();
    next.answered(head, answered);
  }

  private void unchanged(StoreAnswer answer, FirstQuestion asked, KeptVersion version) {
    if (!agrees(version.facts(), answer.validators())) {
      // The same octets with other fields: some stores let those be changed.
      drop();
      ask(asked.unconditional());
      return;
    }
    call = null;
    version.validated(askedNanos);
    disk.counters().validated();
    tell(version, CacheStatus.STALE, answer.status(), false);
    over();
  }

  /** Whether nothing says that it is another version. */
  private static boolean agrees(ObjectFacts facts, Validators said) {
    boolean tag = said.entityTag().map(facts.tag()::weakEquals).orElse(true);
    boolean date =
        said.lastModified().isEmpty()
            || facts.lastModified().isEmpty()
            || said.lastModified().equals(facts.lastModified());
    return tag && date;
  }

  private void keep(StoreAnswer answer, Keepable.Yes yes) {
    ObjectFacts facts = yes.facts();
    boolean same =
        kept.isPresent()
            && !kept.get().isOutdated()
            && kept.get().facts().isSameContent(facts.length(), facts.tag())
            && agrees(kept.get().facts(), answer.validators());
    KeptVersion version = same ? kept.get() : disk.replace(key, facts);
    version.validated(askedNanos);
    disk.counters().missed();
    CacheStatus why = kept.isPresent() ? CacheStatus.STALE : CacheStatus.URI_MISS;
    boolean stored = !same || !disk.isWhole(version, wanted);
    // First: those who are told look for it at once.
    begin(version, yes);
    tell(version, why, answer.status(), stored);
    if (!same) {
      disk.index().release(version);
    }
    over();
  }

  /** The octets that come go to where they are missing, if somebody wants them. */
  private void begin(KeptVersion version, Keepable.Yes yes) {
    StoreClient.Call running = call;
    Optional<ByteRange> octets = wanted.in(version.facts().length());
    if (running == null || octets.isEmpty() || question == null || question.slice().isEmpty()) {
      drop();
      return;
    }
    ObjectFacts facts = version.facts();
    int slice = facts.sliceOf(octets.get().first());
    long first = facts.firstOf(slice);
    ByteRange sent = yes.octets();
    boolean fits = yes.whole() ? sent.first() <= first : sent.first() == first;
    if (!fits || sent.last() < first) {
      drop();
      return;
    }
    Fill begun =
        new Fill(disk, version, leader.loop(), cache.client(), leader.question().target(), slice);
    Optional<Integer> end = version.begin(begun, slice, facts.sliceOf(octets.get().last()));
    if (end.isEmpty()) {
      drop();
      return;
    }
    begun.adopt(
        running, end.get(), Window.said(sent.last() + 1, yes.whole()), first - sent.first());
    rest = begun;
  }

  private void tell(KeptVersion version, CacheStatus why, int status, boolean stored) {
    boolean collapsed = false;
    for (Arrival arrival : arrivals) {
      boolean shared = collapsed;
      cache.found(
          arrival,
          version,
          arrival.equals(leader) && rest != null,
          earlier -> why.forwarded(OptionalInt.of(status), stored, shared, earlier));
      collapsed = true;
    }
  }

  @Override
  public void data(ByteBuf data) {
    if (rest == null) {
      data.release();
    } else {
      rest.data(data);
    }
  }

  @Override
  public void batchEnd() {
    if (rest != null) {
      rest.batchEnd();
    }
  }

  @Override
  public void ended() {
    call = null;
    if (rest != null) {
      rest.ended();
    }
  }

  @Override
  public void failed(StoreFailure failure) {
    call = null;
    if (rest != null) {
      rest.failed(failure);
    } else if (!over) {
      arrivals.forEach(arrival -> arrival.failed(failure));
      over();
    }
  }

  private void drop() {
    StoreClient.Call running = call;
    call = null;
    if (running != null) {
      running.drop();
    }
  }

  private void over() {
    if (!over) {
      over = true;
      arrivals.forEach(arrival -> arrival.whenGone(() -> {}));
      kept.ifPresent(disk.index()::release);
      cache.answered(this);
      disk.leave();
    }
  }
}
