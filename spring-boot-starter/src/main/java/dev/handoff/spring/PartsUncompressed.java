package dev.handoff.spring;

import java.nio.ByteBuffer;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps Jetty from compressing a 206: its range counts bytes of the file, and a client would join
 * pieces that do not fit.
 */
final class PartsUncompressed extends Handler.Wrapper {
  private static final int PARTIAL_CONTENT = 206;

  /** Inserts one behind whatever compresses. */
  static void customize(Server server) {
    for (CompressionHandler compression : server.getDescendants(CompressionHandler.class)) {
      compression.insertHandler(new PartsUncompressed());
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request,
        response instanceof Response.Wrapper wrapper && compresses(wrapper)
            ? new Plain(request, wrapper)
            : response,
        callback);
  }

  /** What compresses is no public type; other wrappers are not passed by. */
  private static boolean compresses(Response.Wrapper response) {
    return response
        .getClass()
        .getName()
        .startsWith(CompressionHandler.class.getPackageName() + ".");
  }

  /** Writes parts past the compression. */
  private static final class Plain extends Response.Wrapper {
    private final Response.Wrapper compressing;

    Plain(Request request, Response.Wrapper compressing) {
      super(request, compressing);
      this.compressing = compressing;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (getStatus() == PARTIAL_CONTENT) {
        compressing.getWrapped().write(last, content, callback);
      } else {
        super.write(last, content, callback);
      }
    }
  }
}
