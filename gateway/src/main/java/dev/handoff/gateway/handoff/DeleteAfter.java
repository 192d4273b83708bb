package dev.handoff.gateway.handoff;

import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.file.ServedFile;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.upstream.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code Handoff: delete-after}: the file goes once one client has all of it. */
final class DeleteAfter {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteAfter.class);

  private DeleteAfter() {}

  /**
   * Deletes {@code file} after a GET of the whole was acknowledged; never after HEAD, a part, a 304
   * or an abort, and not when the answer is only explained.
   */
  static void arrange(
      Exchange exchange, FileStore store, ServedRoot root, byte[] name, ServedFile file) {
    if (exchange.request().method() == RequestHead.Method.HEAD || exchange.record().isTraced()) {
      return;
    }
    long size = file.size();
    file.retain();
    exchange.whenOver((delivered, _) -> {
      if (delivered && exchange.record().status() == 200 && exchange.record().sent() == size) {
        store.delete(
            root,
            name,
            file,
            exchange.loop().executor(),
            result ->
                LOG.info(
                    "delete-after of {}: {}", LogText.value(exchange.record().target()), result));
      }
      file.release();
    });
  }
}
