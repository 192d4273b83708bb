package consumers.classpath;

import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.LinkVerdict;
import dev.handoff.core.links.Links;
import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Hands a file to nginx for whoever has a link, asks itself for it, and says what came. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("consumer").toRealPath();
    Files.writeString(folder.resolve("data.bin"), "0123456789");
    Links links = Links.of(List.of(LinkKey.of("k1", new byte[32])));
    Handoff handoff =
        Handoff.builder()
            .front(Front.nginx())
            .map(RedirectMap.parse(folder + "/=/_files/"))
            .build();

    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    Wrapper app = Tomcat.addServlet(context, "app", new Downloads(handoff, links, folder));
    app.setAsyncSupported(true);
    app.addMapping("/*");
    tomcat.start();
    try {
      String link = links.signed("/data.bin", Instant.now().plus(Duration.ofHours(1)));
      System.out.println(
          "classpath: " + ask(connector, link) + ", without a link " + ask(connector, "/data.bin"));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static String ask(Connector connector, String target) throws Exception {
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + target))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    return answer.statusCode()
        + answer.headers().firstValue("X-Accel-Redirect").map(uri -> " " + uri).orElse("");
  }

  /** One file, for whoever has a link. */
  private static final class Downloads extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handoff handoff;
    private final transient Links links;
    private final transient Path folder;

    Downloads(Handoff handoff, Links links, Path folder) {
      this.handoff = handoff;
      this.links = links;
      this.folder = folder;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      String url =
          request.getRequestURI()
              + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
      if (links.verify(url, Optional.empty(), Instant.now()) instanceof LinkVerdict.Valid) {
        handoff.send(
            SendFile.path(folder.resolve("data.bin")).attachment("data.bin"), request, response);
      } else {
        response.setStatus(403);
      }
    }
  }
}
