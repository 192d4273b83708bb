package dev.handoff.gateway;

import dev.handoff.gateway.acme.Challenges;
import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.connect.HttpStoreClient;
import dev.handoff.gateway.deliver.store.s3.S3Signers;
import dev.handoff.gateway.exchange.ExplainTokens;
import dev.handoff.gateway.listen.tls.ServerTls;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.reuse.Decisions;
import dev.handoff.gateway.upstream.AppConnector;
import java.util.List;

/**
 * What outlives configurations: each new one is wired to the same loops, open files, connections,
 * credentials and place for decisions.
 */
record Machinery(
    List<Loop> loops,
    FileStore files,
    AppConnector connector,
    HttpStoreClient stores,
    S3Signers signers,
    ServerTls tls,
    Challenges challenges,
    Decisions decisions,
    ExplainTokens tokens) {

  Machinery {
    loops = List.copyOf(loops);
  }
}
