package dev.handoff.files.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.remote.RemoteUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** One GET. */
final class ApacheCall implements RemoteClient.Call {
  private static final URI REPLACED = URI.create("http://host/");

  private final CloseableHttpClient client;
  private final RemoteUrl url;
  private final HttpHost host;
  private final HttpUriRequestBase request = new HttpUriRequestBase("GET", REPLACED);
  private @Nullable ClassicHttpResponse response;
  private @Nullable InputStream content;
  private boolean ended;

  ApacheCall(CloseableHttpClient client, RemoteUrl url, List<Field> fields) {
    this.client = client;
    this.url = url;
    this.host =
        new HttpHost(
            url.origin().https() ? "https" : "http", url.origin().host(), url.origin().port());
    request.setScheme(host.getSchemeName());
    request.setAuthority(new URIAuthority(host));
    // Octet for octet: a URI would be taken apart and put together again.
    request.setPath(new String(url.target().toByteArray(), ISO_8859_1));
    // Some stores refuse requests without a User-Agent; identity, because ranges are of the stored
    // octets.
    request.setHeader("Host", url.origin().authority());
    request.setHeader("User-Agent", "Handoff");
    request.setHeader("Accept-Encoding", "identity");
    fields.forEach(field -> request.setHeader(field.name(), field.value()));
  }

  @Override
  public RemoteClient.Head ask() throws RemoteFailure {
    try {
      ClassicHttpResponse answer = client.executeOpen(host, request, null);
      response = answer;
      @Nullable HttpEntity entity = answer.getEntity();
      FieldLines lines =
          name -> Arrays.stream(answer.getHeaders(name)).map(NameValuePair::getValue).toList();
      if (entity == null) {
        ended = true;
        return new RemoteClient.Head(answer.getCode(), lines, OptionalLong.of(0), false);
      }
      content = entity.getContent();
      long length = entity.getContentLength();
      return new RemoteClient.Head(
          answer.getCode(),
          lines,
          length >= 0 ? OptionalLong.of(length) : OptionalLong.empty(),
          length < 0 && !entity.isChunked());
    } catch (IOException e) {
      throw failure(e);
    } catch (RuntimeException e) {
      // The library checks some things late.
      throw new RemoteFailure(502, origin() + " could not be asked: " + e, e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws RemoteFailure {
    InputStream in = content;
    if (in == null || ended) {
      return -1;
    }
    try {
      int read = in.read(into, offset, length);
      ended = read < 0;
      return read;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void release() {
    ClassicHttpResponse answer = response;
    if (answer == null || !ended) {
      abort();
      return;
    }
    try {
      // Behind the last octet this keeps the connection; before it, it would read all the rest.
      if (content != null) {
        content.close();
      }
      answer.close();
    } catch (IOException e) {
      abort();
    }
  }

  @Override
  public void abort() {
    request.cancel();
  }

  private String origin() {
    return url.origin().toString();
  }

  private RemoteFailure failure(IOException e) {
    if (e instanceof CheckedAddresses.Refused) {
      return new RemoteFailure(502, e.getMessage() + ": refused", e);
    }
    if (e instanceof UnknownHostException) {
      return new RemoteFailure(502, origin() + " has no address: " + e.getMessage(), e);
    }
    if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
      return new RemoteFailure(504, origin() + " took too long: " + e.getMessage(), e);
    }
    return e instanceof SSLException
        ? new RemoteFailure(502, origin() + " and TLS: " + e.getMessage(), e)
        : new RemoteFailure(502, origin() + " failed: " + e, e);
  }
}
