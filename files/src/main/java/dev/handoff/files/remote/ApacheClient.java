package dev.handoff.files.remote;

import dev.handoff.core.fields.Field;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.RemoteUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections by Apache HttpClient 5, with everything off that it would do on its own: no cookies,
 * no credentials, no redirects, no decoding, no proxy. It connects to the addresses that its
 * resolver lets pass; a literal in a URL goes through the resolver too.
 */
final class ApacheClient implements RemoteClient {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_FIELDS = 200;
  private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

  private final CloseableHttpClient client;
  private final PoolingHttpClientConnectionManager connections;

  ApacheClient(RemoteRules rules, CheckedAddresses.Names names, Supplier<SSLContext> tls) {
    Timeout connect = Timeout.of(rules.connectTimeout());
    Timeout silence = Timeout.of(rules.noProgressTimeout());
    connections =
        new PoolingHttpClientConnectionManager(
            operator(new CheckedAddresses(rules, names), tls),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_FIELDS)
                        .build())
                // One char for each octet: paths and fields go out and come in as they are.
                .charCodingConfig(
                    CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
                .build());
    connections.setMaxTotal(rules.mostAtOnce());
    connections.setDefaultMaxPerRoute(rules.mostAtOnce());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(connect)
            .setSocketTimeout(silence)
            .setIdleTimeout(
                LONGEST_IDLE.toMilliseconds(), java.util.concurrent.TimeUnit.MILLISECONDS)
            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
            .build());
    client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(connect)
                    .setResponseTimeout(silence)
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setRetryStrategy(new KeptConnectionClosed())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .disableConnectionState()
            .disableDefaultUserAgent()
            // Straight to the server: no proxy of the system's is asked.
            .setRoutePlanner(
                (host, context) -> new HttpRoute(host, null, host.getSchemeName().equals("https")))
            .build();
  }

  private static HttpClientConnectionOperator operator(
      CheckedAddresses addresses, Supplier<SSLContext> tls) {
    DnsResolver resolver =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.of(host);
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    TlsSocketStrategy verified =
        new DefaultClientTlsStrategy(
            tls.get(), HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier());
    return new DefaultHttpClientConnectionOperator(
        proxy -> {
          throw new IOException("a socket belongs to a host");
        },
        DefaultSchemePortResolver.INSTANCE,
        resolver,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", verified).build()) {

      @Override
      public void connect(
          org.apache.hc.client5.http.io.ManagedHttpClientConnection connection,
          org.apache.hc.core5.http.HttpHost host,
          org.apache.hc.core5.net.NamedEndpoint endpoint,
          java.nio.file.Path unixSocket,
          java.net.InetSocketAddress local,
          Timeout connectTimeout,
          org.apache.hc.core5.http.io.SocketConfig sockets,
          Object attachment,
          HttpContext context)
          throws IOException {
        one(host.getHostName())
            .connect(
                connection,
                host,
                endpoint,
                unixSocket,
                local,
                connectTimeout,
                sockets,
                attachment,
                context);
      }

      private HttpClientConnectionOperator one(String host) {
        return new DefaultHttpClientConnectionOperator(
            proxy -> new CheckedSocket(address -> addresses.objectionTo(host, address)),
            DefaultSchemePortResolver.INSTANCE,
            resolver,
            RegistryBuilder.<TlsSocketStrategy>create().register("https", verified).build());
      }
    };
  }

  @Override
  public Call call(RemoteUrl url, List<Field> fields) {
    connections.closeIdle(LONGEST_IDLE);
    return new ApacheCall(client, url, fields);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** A connection that was kept may have been closed meanwhile; that is found out by asking. */
  private static final class KeptConnectionClosed implements HttpRequestRetryStrategy {
    @Override
    public boolean retryRequest(
        HttpRequest request, IOException failure, int times, HttpContext context) {
      boolean closed =
          failure instanceof NoHttpResponseException
              || failure instanceof ConnectionClosedException
              || failure.getClass() == SocketException.class;
      return times <= 1 && closed;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int times, HttpContext context) {
      return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int times, HttpContext context) {
      return TimeValue.ZERO_MILLISECONDS;
    }
  }
}
