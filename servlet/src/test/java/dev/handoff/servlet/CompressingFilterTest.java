package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters that compress what passes, before ours and behind it. */
final class CompressingFilterTest {
  @TempDir Path folder;

  /** As such filters are written: the length is swallowed, and the stream writes blocking. */
  private static final class Compressed extends HttpServletResponseWrapper {
    private GZIPOutputStream gzip;

    Compressed(HttpServletResponse response) {
      super(response);
      response.setHeader("Content-Encoding", "gzip");
    }

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setHeader(String name, String value) {
      if (!name.equalsIgnoreCase("Content-Length")) {
        super.setHeader(name, value);
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (gzip == null) {
        gzip = new GZIPOutputStream(super.getOutputStream());
      }
      return new ServletOutputStream() {
        @Override
        public void write(int octet) throws IOException {
          gzip.write(octet);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          gzip.write(bytes, from, length);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new UnsupportedOperationException("blocking only");
        }
      };
    }

    void finish() throws IOException {
      getOutputStream();
      gzip.finish();
    }
  }

  private static final Filter GZIP =
      (request, response, chain) -> {
        Compressed compressed = new Compressed((HttpServletResponse) response);
        chain.doFilter(request, compressed);
        compressed.finish();
      };

  private final HandoffFilter ours =
      HandoffFilter.builder(Handoff.builder().front(Front.none()).build())
          .defaultServlet(DefaultServlet.ALWAYS)
          .build();

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneBeforeOursCompressesTheBytes(Kind kind) throws Exception {
    String text = "0123456789".repeat(20_000);
    Files.writeString(folder.resolve("large.txt"), text);
    try (WebApp.Running app = new WebApp(folder).filter(GZIP).filter(ours).start(kind);
        Client client = new Client(app.port())) {
      Answer answer = client.ask("GET", "/large.txt");
      assertThat(answer.field("Content-Encoding")).contains("gzip");
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneBehindOursHasNothingToSayAboutAFile(Kind kind) throws Exception {
    Path file = Files.writeString(folder.resolve("report.txt"), "twelve bytes");
    try (WebApp.Running app =
            new WebApp(folder)
                .filter(ours)
                .filter(GZIP)
                .servlet(
                    "/app", (request, response) -> request.setAttribute(HandoffFilter.FILE, file))
                .start(kind);
        Client client = new Client(app.port())) {
      Answer answer = client.ask("GET", "/app");
      assertThat(answer.text()).isEqualTo("twelve bytes");
      assertThat(answer.field("Content-Encoding")).isEmpty();
    }
  }
}
