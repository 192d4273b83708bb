package dev.handoff.gateway.reuse;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.upstream.App;
import dev.handoff.gateway.upstream.AppRequest;
import dev.handoff.gateway.upstream.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which decision a request wants: SHA-256 over the app and the head it would get. A digest, so that
 * no cookie or password stays in memory with the decision it led to.
 */
final class DecisionId {
  private static final FastThreadLocal<MessageDigest> SHA_256 =
      new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
          return MessageDigest.getInstance("SHA-256");
        }
      };

  private final byte[] digest;
  private final int hash;

  DecisionId(byte[] digest) {
    this.digest = digest;
    this.hash = ByteBuffer.wrap(digest).getInt();
  }

  static DecisionId of(Exchange exchange, App app, AppRequest request) {
    ByteBuf head = PooledByteBufAllocator.DEFAULT.heapBuffer(1024);
    try {
      head.writeLong(app.serial());
      RequestWriter.writeForComparison(head, exchange, request);
      MessageDigest sha = SHA_256.get();
      sha.update(head.array(), head.arrayOffset() + head.readerIndex(), head.readableBytes());
      return new DecisionId(sha.digest());
    } finally {
      head.release();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecisionId that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
