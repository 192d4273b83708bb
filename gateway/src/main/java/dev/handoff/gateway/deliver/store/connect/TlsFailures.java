package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.upstream.connection.Failure;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed, in words that say what to do. */
final class TlsFailures {
  private TlsFailures() {}

  static Failure of(Throwable cause) {
    if (cause instanceof SslHandshakeTimeoutException) {
      return new Failure(504, "the TLS handshake with ", " timed out");
    }
    return new Failure(502, "no TLS with ", ": " + reason(cause));
  }

  /** TLS could not even be set up. */
  static Failure unusable(@Nullable Throwable cause) {
    String why = cause == null ? "" : String.valueOf(cause.getMessage());
    return new Failure(502, "no TLS with ", ": " + why);
  }

  private static String reason(Throwable cause) {
    if (find(cause, CertificateExpiredException.class) != null) {
      return "its certificate has expired; renew it there, or check this machine's clock";
    }
    if (find(cause, CertificateNotYetValidException.class) != null) {
      return "its certificate is not valid yet; check the clocks of both machines";
    }
    if (find(cause, CertPathBuilderException.class) != null) {
      return "its certificate comes from an authority that is not trusted here;"
          + " name a PEM file with that authority in ca:";
    }
    CertPathValidatorException invalid = find(cause, CertPathValidatorException.class);
    if (invalid != null) {
      return "its certificate is not acceptable: " + invalid.getMessage();
    }
    CertificateException refused = find(cause, CertificateException.class);
    if (refused != null) {
      return "its certificate is not for this host: " + refused.getMessage();
    }
    if (find(cause, NotSslRecordException.class) != null) {
      return "it does not speak TLS on this port; use http: if that is meant";
    }
    if (find(cause, ClosedChannelException.class) != null) {
      return "it closed the connection during the handshake";
    }
    String message = String.valueOf(cause.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("protocol")) {
      return "it speaks neither TLS 1.2 nor TLS 1.3 (" + message + ")";
    }
    return message;
  }

  private static <T extends Throwable> @Nullable T find(Throwable from, Class<T> type) {
    Throwable at = from;
    // A bound, because causes can be made to form a ring.
    for (int depth = 0; at != null && depth < 16; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at.getCause();
    }
    return null;
  }
}
