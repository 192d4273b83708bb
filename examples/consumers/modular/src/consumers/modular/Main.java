package consumers.modular;

import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** Serves one folder, asks itself for a part of a file, and says what came. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("consumer").toRealPath();
    Files.writeString(folder.resolve("Größe.txt"), "0123456789");
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder downloads = new ServletHolder(new Downloads(FileRoot.at(folder)));
    downloads.setAsyncSupported(true);
    context.addServlet(downloads, "/*");
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    try {
      HttpResponse<String> part =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.getURI().resolve("/Gr%C3%B6%C3%9Fe.txt"))
                      .header("Range", "bytes=2-4")
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      System.out.println(
          "modular: "
              + part.statusCode()
              + " "
              + part.body()
              + " "
              + part.headers().firstValue("Content-Range").orElse("-")
              + " "
              + part.headers().firstValue("Content-Disposition").orElse("-"));
    } finally {
      server.stop();
    }
  }

  /** Whatever lies in the folder, to be saved. */
  private static final class Downloads extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handoff handoff = Handoff.create();
    private final transient FileRoot root;

    Downloads(FileRoot root) {
      this.root = root;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      handoff.send(root.file(request.getPathInfo().substring(1)).attachment(), request, response);
    }
  }
}
