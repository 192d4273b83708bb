package dev.handoff.gateway.listen.tls;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.certificates.Identity;
import dev.handoff.gateway.config.certificates.UnusableCertificateException;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.List;

/**
 * A certificate in force.
 *
 * @param names it is for, see {@link Identity#names}
 * @param seen the files when they were read
 */
record ServedCertificate(
    CertificateFiles files, List<String> names, SslContext context, FileStamp seen) {

  static ServedCertificate read(CertificateFiles files, ServerTls tls)
      throws UnusableCertificateException, IOException {
    // Before reading: what is replaced meanwhile is found different the next time.
    FileStamp seen = FileStamp.of(files);
    Identity identity = Identity.read(files);
    return new ServedCertificate(files, identity.names(), tls.context(identity), seen);
  }
}
