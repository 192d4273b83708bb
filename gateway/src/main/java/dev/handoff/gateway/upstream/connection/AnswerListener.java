package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.http1.BodyReader;
import dev.handoff.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;

/** Who is told of the answer. Octets given to it are its own. */
public interface AnswerListener extends BodyReader.Sink {
  void interim(ResponseHead head);

  /** The final head. To keep it beyond the call, take it with {@link Connection#takeHead}. */
  void head(ResponseHead head);

  /** A batch of data is through. */
  void batchEnd();

  /**
   * Nothing more will come.
   *
   * @param untouched the server had not answered an octet, on a connection that was used before
   */
  void failed(Failure failure, boolean untouched);

  /** The server takes octets again. */
  void serverWritable();

  /** Octets after an upgrade. */
  void tunnelled(ByteBuf data);
}
