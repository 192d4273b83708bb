package dev.handoff.gateway.loop;

import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.ResponseHead;
import java.util.ArrayDeque;

/**
 * Heads to reuse. An idle connection holds none, so that ten thousand of them stay small.
 *
 * <p>Confined to one loop.
 */
public final class Heads {
  private static final int KEPT = 256;

  private final ArrayDeque<RequestHead> requests = new ArrayDeque<>();
  private final ArrayDeque<ResponseHead> responses = new ArrayDeque<>();

  public RequestHead request() {
    RequestHead head = requests.pollLast();
    return head == null ? new RequestHead() : head;
  }

  public ResponseHead response() {
    ResponseHead head = responses.pollLast();
    return head == null ? new ResponseHead() : head;
  }

  public void giveBack(RequestHead head) {
    keep(requests, head);
  }

  public void giveBack(ResponseHead head) {
    keep(responses, head);
  }

  private static <H extends Head> void keep(ArrayDeque<H> kept, H head) {
    if (kept.size() < KEPT) {
      head.clear();
      kept.addLast(head);
    }
  }
}
