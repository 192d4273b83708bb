package dev.handoff.gateway.http1;

/** A response head: status and fields. */
public final class ResponseHead extends Head {
  private int status;
  private int reasonStart;
  private int reasonEnd;
  private boolean answersHead;

  @Override
  public void clear() {
    super.clear();
    status = 0;
    reasonStart = 0;
    reasonEnd = 0;
    answersHead = false;
  }

  /** Takes over all that {@code other} says; neither knows of the other after this. */
  public void copyOf(ResponseHead other) {
    super.copyOf(other);
    status = other.status;
    reasonStart = other.reasonStart;
    reasonEnd = other.reasonEnd;
    answersHead = other.answersHead;
  }

  /** A copy that is no larger than it has to be, to be kept and only read. */
  public ResponseHead kept() {
    ResponseHead copy = new ResponseHead();
    copy.copyOf(this);
    copy.compact();
    return copy;
  }

  /** 100 to 599. */
  public int status() {
    return status;
  }

  /** Octets of the reason phrase, possibly none. */
  public int reasonStart() {
    return reasonStart;
  }

  public int reasonEnd() {
    return reasonEnd;
  }

  /** Says what was asked, because the answer to HEAD has no body whatever its fields say. */
  public void answers(boolean head) {
    answersHead = head;
  }

  /** Whether the peer keeps the connection open after this message. */
  public boolean keepsAlive() {
    boolean keep = versionOneOne;
    for (int i = indexOf(FieldName.CONNECTION, 0);
        i >= 0;
        i = indexOf(FieldName.CONNECTION, i + 1)) {
      if (ConnectionOptions.lists(octets, valueStart(i), valueEnd(i), "close")) {
        return false;
      }
      if (ConnectionOptions.lists(octets, valueStart(i), valueEnd(i), "keep-alive")) {
        keep = true;
      }
    }
    return keep;
  }

  @Override
  void startLine(int from, int to) throws MalformedMessageException {
    if (to - from < 12 || octets[from + 8] != ' ') {
      throw new MalformedMessageException(502, "no status line");
    }
    versionOneOne = RequestHead.version(octets, from, from + 8);
    status = 0;
    for (int i = from + 9; i < from + 12; i++) {
      if (!RequestHead.isDigit(octets[i])) {
        throw new MalformedMessageException(502, "a status that is not three digits");
      }
      status = status * 10 + (octets[i] - '0');
    }
    if (status < 100 || status > 599) {
      throw new MalformedMessageException(502, "status " + status);
    }
    // The space before an empty reason is often left out; no peer can misread that.
    if (to > from + 12 && octets[from + 12] != ' ') {
      throw new MalformedMessageException(502, "a status that is not three digits");
    }
    reasonStart = Math.min(to, from + 13);
    reasonEnd = to;
    for (int i = reasonStart; i < reasonEnd; i++) {
      if (!Octets.isValue(octets[i])) {
        throw new MalformedMessageException(502, "a control octet in the reason phrase");
      }
    }
  }

  @Override
  void complete() throws MalformedMessageException {
    Framing.settle(this, BodyFraming.UNTIL_CLOSE);
    if (answersHead || status < 200 || status == 204 || status == 304) {
      framing = BodyFraming.NONE;
    }
  }
}
