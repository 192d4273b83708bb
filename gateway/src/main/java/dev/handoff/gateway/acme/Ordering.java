package dev.handoff.gateway.acme;

import dev.handoff.gateway.config.AcmeConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;

/** Gets one certificate, by http-01. Every method blocks, for minutes if the authority does. */
final class Ordering {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration OWN_LIFE = Duration.ofDays(7);

  private final AcmeConfig config;
  private final Challenges challenges;

  Ordering(AcmeConfig config, Challenges challenges) {
    this.config = config;
    this.challenges = challenges;
  }

  /**
   * A certificate that nobody vouches for, so that a listener can begin before the first real one
   * is there.
   */
  void selfSigned(Instant now) throws IOException {
    try {
      KeyPair pair = newKey();
      X500Name subject = new X500Name("CN=" + config.hosts().getFirst());
      GeneralName[] names =
          config.hosts().stream()
              .map(host -> new GeneralName(GeneralName.dNSName, host))
              .toArray(GeneralName[]::new);
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  subject,
                  new BigInteger(64, new SecureRandom()),
                  Date.from(now),
                  Date.from(now.plus(OWN_LIFE)),
                  subject,
                  pair.getPublic())
              .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      write(pair, Pem.of("CERTIFICATE", certificate));
    } catch (GeneralSecurityException | OperatorCreationException impossible) {
      throw new IOException("cannot make a certificate: " + impossible.getMessage(), impossible);
    }
  }

  /**
   * Orders a certificate, proves that the names are ours, and puts it in the place of the one
   * before.
   *
   * @throws IOException when the authority refuses or cannot be reached, in words for the operator;
   *     nothing is changed then
   */
  void obtain() throws IOException, InterruptedException {
    try {
      Account account = account();
      Order order = account.newOrder().domains(config.hosts()).create();
      for (Authorization authorization : order.getAuthorizations()) {
        prove(authorization);
      }
      order.waitUntilReady(PATIENCE);
      KeyPair pair = newKey();
      order.execute(pair);
      if (order.waitForCompletion(PATIENCE) != Status.VALID) {
        throw refused("the order", order.getError().map(Problem::toString).orElse("no reason"));
      }
      write(pair, chain(order.getCertificate()));
    } catch (AcmeException | AcmeLazyLoadingException failure) {
      throw refused(
          "the authority " + config.directory().getHost(), String.valueOf(failure.getMessage()));
    } catch (GeneralSecurityException impossible) {
      throw new IOException("cannot make a key: " + impossible.getMessage(), impossible);
    }
  }

  private void prove(Authorization authorization)
      throws AcmeException, IOException, InterruptedException {
    if (authorization.getStatus() == Status.VALID) {
      return;
    }
    String host = authorization.getIdentifier().getDomain();
    Http01Challenge challenge =
        authorization
            .findChallenge(Http01Challenge.class)
            .orElseThrow(() -> refused(host, "the authority offers no http-01 challenge"));
    challenges.begin(challenge.getToken(), challenge.getAuthorization());
    try {
      challenge.trigger();
      if (challenge.waitForCompletion(PATIENCE) != Status.VALID) {
        throw refused(host, reason(challenge));
      }
    } finally {
      challenges.end(challenge.getToken());
    }
  }

  private static String reason(Challenge challenge) {
    return challenge.getError().flatMap(Problem::getDetail).orElse("no reason")
        + "; the authority must reach http://NAME/.well-known/acme-challenge/ here, on port 80";
  }

  private static IOException refused(String what, String why) {
    return new IOException(what + ": " + why);
  }

  private Account account() throws IOException, AcmeException, GeneralSecurityException {
    KeyPair key = accountKey(config.accountKey());
    AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
    return account.addEmail(config.email()).create(new Session(config.directory()));
  }

  private static KeyPair accountKey(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      KeyPair fresh = newKey();
      StoredCertificate.write(
          file,
          Pem.of("PRIVATE KEY", fresh.getPrivate().getEncoded())
              + Pem.of("PUBLIC KEY", fresh.getPublic().getEncoded()));
      return fresh;
    }
    try {
      String text = Files.readString(file);
      KeyFactory keys = KeyFactory.getInstance("EC");
      return new KeyPair(
          keys.generatePublic(new X509EncodedKeySpec(Pem.first("PUBLIC KEY", text))),
          keys.generatePrivate(new PKCS8EncodedKeySpec(Pem.first("PRIVATE KEY", text))));
    } catch (IOException | InvalidKeySpecException broken) {
      throw new IOException(
          "the account's key "
              + file
              + " cannot be read ("
              + broken.getMessage()
              + "); move it away, and another account is made",
          broken);
    }
  }

  /** P-256 for everything: small, fast to sign with, and every authority and client knows it. */
  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String chain(Certificate certificate) throws CertificateEncodingException {
    List<String> all = new ArrayList<>();
    for (var one : certificate.getCertificateChain()) {
      all.add(Pem.of("CERTIFICATE", one.getEncoded()));
    }
    return String.join("", all);
  }

  private void write(KeyPair pair, String chain) throws IOException {
    new StoredCertificate(config)
        .replace(Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded()), chain);
  }
}
