package dev.handoff.gateway.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.util.CertificateUtils;

/**
 * A certificate authority on loopback that follows RFC 8555 as far as one order needs, checks every
 * signature and nonce, and asks the challenged server itself, whatever the name resolves to.
 */
final class ScriptedAuthority implements AutoCloseable {
  private final HttpServer server;
  private final KeyPair key;
  private final X509Certificate root;
  private final int challengedPort;
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private final Map<String, PublicJsonWebKey> accounts = new ConcurrentHashMap<>();
  private final List<Name> names = new CopyOnWriteArrayList<>();
  private volatile String issued = "";
  private volatile boolean refusing;
  private volatile int orders;

  /** One name of the order, and what came of asking for it. */
  private static final class Name {
    final String host;
    final String token = UUID.randomUUID().toString().replace("-", "");
    volatile String status = "pending";

    Name(String host) {
      this.host = host;
    }
  }

  private record Signed(JSON payload, PublicJsonWebKey key) {}

  /**
   * Starts one.
   *
   * @param challengedPort of the server that has to answer challenges, on 127.0.0.1
   */
  ScriptedAuthority(int challengedPort) throws IOException, GeneralSecurityException {
    this.challengedPort = challengedPort;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    key = generator.generateKeyPair();
    Instant now = Instant.now();
    root =
        CertificateUtils.createTestRootCertificate(
            "CN=Scripted root", now.minusSeconds(60), now.plus(Duration.ofDays(3650)), key);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI directory() {
    return URI.create(at("/directory"));
  }

  X509Certificate root() {
    return root;
  }

  /** Orders it has taken. */
  int orders() {
    return orders;
  }

  /** From now on every order is turned down, as when a limit is reached. */
  void refuse() {
    refusing = true;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/directory")) {
        json(
            exchange,
            200,
            """
            {"newNonce":"%s","newAccount":"%s","newOrder":"%s","revokeCert":"%s","keyChange":"%s"}\
            """
                .formatted(
                    at("/nonce"), at("/account"), at("/order"), at("/revoke"), at("/change")));
      } else if (path.equals("/nonce")) {
        exchange.getResponseHeaders().set("Replay-Nonce", nonce());
        exchange.sendResponseHeaders(200, -1);
      } else {
        Signed signed = signed(exchange, path);
        act(exchange, path, signed);
      }
    } catch (JoseException | GeneralSecurityException forged) {
      throw new IOException(forged);
    }
  }

  private void act(HttpExchange exchange, String path, Signed signed)
      throws IOException, GeneralSecurityException, JoseException {
    switch (path) {
      case "/account" -> {
        exchange.getResponseHeaders().set("Location", at("/account/1"));
        accounts.put(at("/account/1"), signed.key());
        json(exchange, 201, "{\"status\":\"valid\"}");
      }
      case "/order" -> order(exchange, signed);
      case "/order/1" -> json(exchange, 200, order());
      case "/finalize" -> {
        issue(signed.payload().get("csr").asBinary());
        json(exchange, 200, order());
      }
      case "/certificate" -> {
        exchange.getResponseHeaders().set("Replay-Nonce", nonce());
        exchange.getResponseHeaders().set("Content-Type", "application/pem-certificate-chain");
        send(exchange, 200, issued);
      }
      default -> {
        Name name = names.get(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
        if (path.startsWith("/challenge/")) {
          name.status = asks(name, signed.key()) ? "valid" : "invalid";
          json(exchange, 200, challenge(name));
        } else {
          json(exchange, 200, authorization(name));
        }
      }
    }
  }

  private void order(HttpExchange exchange, Signed signed) throws IOException {
    orders++;
    if (refusing) {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      exchange.getResponseHeaders().set("Replay-Nonce", nonce());
      send(
          exchange,
          403,
          """
          {"type":"urn:ietf:params:acme:error:rejectedIdentifier","detail":"not in this script"}\
          """);
      return;
    }
    names.clear();
    issued = "";
    for (JSON.Value one : signed.payload().get("identifiers").asArray()) {
      names.add(new Name(one.asObject().get("value").asString()));
    }
    exchange.getResponseHeaders().set("Location", at("/order/1"));
    json(exchange, 201, order());
  }

  private String order() {
    boolean ready = names.stream().allMatch(name -> name.status.equals("valid"));
    boolean broken = names.stream().anyMatch(name -> name.status.equals("invalid"));
    String status = !issued.isEmpty() ? "valid" : broken ? "invalid" : ready ? "ready" : "pending";
    List<String> identifiers = new ArrayList<>();
    List<String> authorizations = new ArrayList<>();
    for (Name name : names) {
      identifiers.add("{\"type\":\"dns\",\"value\":\"%s\"}".formatted(name.host));
      authorizations.add('"' + at("/authorization/" + names.indexOf(name)) + '"');
    }
    return """
    {"status":"%s","identifiers":%s,"authorizations":%s,"finalize":"%s"%s}\
    """
        .formatted(
            status,
            identifiers,
            authorizations,
            at("/finalize"),
            issued.isEmpty() ? "" : ",\"certificate\":\"" + at("/certificate") + '"');
  }

  private String authorization(Name name) {
    return """
    {"status":"%s","identifier":{"type":"dns","value":"%s"},"challenges":[%s]}\
    """
        .formatted(name.status, name.host, challenge(name));
  }

  private String challenge(Name name) {
    return """
    {"type":"http-01","url":"%s","token":"%s","status":"%s"%s}\
    """
        .formatted(
            at("/challenge/" + names.indexOf(name)),
            name.token,
            name.status,
            name.status.equals("invalid")
                ? ",\"error\":{\"type\":\"urn:ietf:params:acme:error:unauthorized\",\"detail\":\"a wrong answer\"}"
                : "");
  }

  /** RFC 8555 §8.3: the body is the token, a dot and the thumbprint of the account's key. */
  private boolean asks(Name name, PublicJsonWebKey account) {
    InetSocketAddress where =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), challengedPort);
    try (RawClient client = RawClient.connect(where)) {
      RawResponse answer =
          client
              .send(
                  "GET /.well-known/acme-challenge/" + name.token + " HTTP/1.1\r\n",
                  "Host: " + name.host + "\r\n\r\n")
              .receive();
      return answer.status() == 200
          && answer
              .text()
              .equals(name.token + "." + account.calculateBase64urlEncodedThumbprint("SHA-256"));
    }
  }

  private void issue(byte[] csr) throws IOException, GeneralSecurityException {
    JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(csr);
    Extension wanted =
        request.getRequestedExtensions().getExtension(Extension.subjectAlternativeName);
    Instant now = Instant.now();
    try {
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  root,
                  BigInteger.valueOf(orders),
                  Date.from(now.minusSeconds(60)),
                  Date.from(now.plus(Duration.ofDays(90))),
                  new X500Name("CN=" + names.getFirst().host),
                  request.getPublicKey())
              .addExtension(wanted)
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()))
              .getEncoded();
      issued = Pem.of("CERTIFICATE", certificate) + Pem.of("CERTIFICATE", root.getEncoded());
    } catch (OperatorCreationException impossible) {
      throw new GeneralSecurityException(impossible);
    }
  }

  /** The request's payload, once its signature, its nonce and its address are found good. */
  private Signed signed(HttpExchange exchange, String path) throws IOException, JoseException {
    JSON body = JSON.parse(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()));
    String head = body.get("protected").asString();
    JSON header = JSON.parse(new String(AcmeUtils.base64UrlDecode(head), UTF_8));
    PublicJsonWebKey account =
        header.contains("jwk")
            ? PublicJsonWebKey.Factory.newPublicJwk(header.get("jwk").asObject().toMap())
            : accounts.get(header.get("kid").asString());
    JsonWebSignature signature = new JsonWebSignature();
    String payload = body.get("payload").asString();
    signature.setCompactSerialization(
        head + "." + payload + "." + body.get("signature").asString());
    signature.setKey(account.getPublicKey());
    if (!signature.verifySignature()
        || !nonces.remove(header.get("nonce").asString())
        || !header.get("url").asString().equals(at(path))) {
      throw new JoseException("a request that is not signed as it must be");
    }
    String json = new String(AcmeUtils.base64UrlDecode(payload), UTF_8);
    return new Signed(JSON.parse(json.isEmpty() ? "{}" : json), account);
  }

  private String nonce() {
    String fresh = UUID.randomUUID().toString().replace("-", "");
    nonces.add(fresh);
    return fresh;
  }

  private void json(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Replay-Nonce", nonce());
    send(exchange, status, text);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] octets = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
  }
}
