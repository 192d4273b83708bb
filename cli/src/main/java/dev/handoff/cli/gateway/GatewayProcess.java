package dev.handoff.cli.gateway;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Problem;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * One gateway from reading its file to its end. {@link #run} stays on the calling thread; {@link
 * #stop} and {@link #reload} may come from any, also before it runs.
 */
public final class GatewayProcess {
  /** Two signals this close are one wish: `timeout` and shells signal a process and its group. */
  private static final Duration SAME_WISH = Duration.ofSeconds(1);

  private final ConfigFile file;
  private final PrintStream out;
  private final PrintStream err;
  private final Host host;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private enum Request {
    RELOAD,
    STOP
  }

  public GatewayProcess(ConfigFile file, PrintStream out, PrintStream err) {
    this(file, out, err, Host.BOUNDLESS);
  }

  /**
   * @param host whose limits are compared with each configuration
   */
  GatewayProcess(ConfigFile file, PrintStream out, PrintStream err, Host host) {
    this.file = file;
    this.out = out;
    this.err = err;
    this.host = host;
  }

  /** One that prints to the console and listens to signals. */
  public static GatewayProcess ofProgram(ConfigFile file) {
    GatewayProcess process = new GatewayProcess(file, System.out, System.err, Host.current());
    Signals.tell(process);
    return process;
  }

  /** Lets running deliveries end; a second time: ends at once. */
  public void stop() {
    requests.add(Request.STOP);
  }

  /** Reads the file again. */
  public void reload() {
    requests.add(Request.RELOAD);
  }

  /** Blocks until the gateway is stopped, and returns the exit code. */
  public int run() {
    return run(_ -> {});
  }

  /**
   * Blocks until the gateway is stopped, and returns the exit code.
   *
   * @param ready gets the addresses once every listener accepts
   */
  public int run(Consumer<List<SocketAddress>> ready) {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    if (!encoding.equalsIgnoreCase("UTF-8")) {
      err.println("File names are read as " + encoding + " here, so names beyond ASCII get lost.");
      err.println("Start it with LC_ALL=C.UTF-8; ./handoff does that by itself.");
      return ExitCode.USAGE;
    }
    switch (file.read()) {
      case Reading.Refused refused -> {
        print(refused.problems());
        return ExitCode.USAGE;
      }
      case Reading.Accepted accepted -> {
        err.print(Summary.of(file.path(), accepted));
        host.warnings(accepted.config()).forEach(err::print);
        return run(accepted, ready);
      }
    }
  }

  private int run(Reading.Accepted first, Consumer<List<SocketAddress>> ready) {
    Gateway gateway;
    try {
      gateway = Gateway.start(first.config());
    } catch (IOException e) {
      err.println("The gateway did not start: " + e.getMessage());
      return ExitCode.FINDINGS;
    }
    out.println(Summary.ready(gateway.addresses()));
    out.flush();
    ready.accept(gateway.addresses());
    Reading.Accepted current = first;
    while (next() == Request.RELOAD) {
      current = reloaded(gateway, current);
    }
    return stopped(gateway, current.config());
  }

  private Reading.Accepted reloaded(Gateway gateway, Reading.Accepted old) {
    gateway.reopenLogs();
    switch (file.read()) {
      case Reading.Refused refused -> {
        err.println(file.path() + " is refused; the gateway keeps its configuration.");
        print(refused.problems());
        return old;
      }
      case Reading.Accepted accepted -> {
        try {
          gateway.reload(accepted.config());
        } catch (IOException e) {
          err.println(file.path() + " could not be applied: " + e.getMessage());
          err.println("The gateway keeps its configuration.");
          return old;
        }
        err.print(Changes.between(old, accepted).text(file.path()));
        print(accepted.problems());
        host.warnings(accepted.config()).forEach(err::print);
        return accepted;
      }
    }
  }

  private int stopped(Gateway gateway, GatewayConfig config) {
    err.println(
        "Stopping; running deliveries have "
            + config.timeouts().shutdown().toSeconds()
            + " s. Once more ends them at once.");
    // Either the gateway wakes this thread when it is done, or a second signal does before that.
    CompletableFuture<Boolean> ended =
        gateway.stop().handle((_, failure) -> failure == null).toCompletableFuture();
    var _ = ended.whenComplete((_, _) -> requests.add(Request.STOP));
    long asked = System.nanoTime();
    while (!ended.isDone()) {
      Request request = next();
      boolean again = System.nanoTime() - asked > SAME_WISH.toNanos();
      if (request == Request.STOP && again && !ended.isDone()) {
        err.println("Stopped before every delivery had ended.");
        return ExitCode.FINDINGS;
      }
    }
    return ended.join() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Request next() {
    try {
      return requests.take();
    } catch (InterruptedException e) {
      return Request.STOP;
    }
  }

  private void print(List<Problem> problems) {
    problems.forEach(problem -> err.println(problem.text()));
  }
}
