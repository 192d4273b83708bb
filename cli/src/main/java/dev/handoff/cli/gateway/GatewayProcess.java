package dev.handoff.cli.gateway;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.admin.Program;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Problem;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** What the process was told to do. */
  private sealed interface Request {
    /**
     * @param outcome waits for what comes of it
     */
    record Reload(CompletableFuture<Program.Reload> outcome) implements Request {}

    record Stop() implements Request {}
  }

  /** What the admin socket may ask of this process. */
  private final class Asked implements Program {
    @Override
    public Optional<String> configuration() {
      return Optional.of(file.path().toString());
    }

    @Override
    public Reload reload() throws InterruptedException {
      CompletableFuture<Reload> outcome = new CompletableFuture<>();
      requests.add(new Request.Reload(outcome));
      try {
        return outcome.get(1, TimeUnit.MINUTES);
      } catch (ExecutionException | TimeoutException e) {
        return new Reload(false, List.of("The gateway is stopping, or took longer than a minute."));
      }
    }
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
    requests.add(new Request.Stop());
  }

  /** Reads the file again. */
  public void reload() {
    requests.add(new Request.Reload(new CompletableFuture<>()));
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
      gateway = Gateway.start(first.config(), new Asked());
    } catch (IOException e) {
      err.println("The gateway did not start: " + e.getMessage());
      return ExitCode.FINDINGS;
    }
    out.println(Summary.ready(gateway.urls()));
    out.flush();
    ready.accept(gateway.addresses());
    Reading.Accepted current = first;
    while (next() instanceof Request.Reload(CompletableFuture<Program.Reload> outcome)) {
      current = reloaded(gateway, current, outcome);
    }
    return stopped(gateway, current.config());
  }

  private Reading.Accepted reloaded(
      Gateway gateway, Reading.Accepted old, CompletableFuture<Program.Reload> outcome) {
    gateway.reopenLogs();
    switch (file.read()) {
      case Reading.Refused refused -> {
        err.println(file.path() + " is refused; the gateway keeps its configuration.");
        print(refused.problems());
        outcome.complete(new Program.Reload(false, texts(refused.problems())));
        return old;
      }
      case Reading.Accepted accepted -> {
        try {
          gateway.reload(accepted.config());
        } catch (IOException e) {
          err.println(file.path() + " could not be applied: " + e.getMessage());
          err.println("The gateway keeps its configuration.");
          outcome.complete(new Program.Reload(false, List.of(String.valueOf(e.getMessage()))));
          return old;
        }
        String changes = Changes.between(old, accepted).text(file.path());
        err.print(changes);
        print(accepted.problems());
        host.warnings(accepted.config()).forEach(err::print);
        List<String> lines = new ArrayList<>(changes.lines().toList());
        lines.addAll(texts(accepted.problems()));
        outcome.complete(new Program.Reload(true, lines));
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
    var _ = ended.whenComplete((_, _) -> requests.add(new Request.Stop()));
    long asked = System.nanoTime();
    while (!ended.isDone()) {
      Request request = next();
      boolean again = System.nanoTime() - asked > SAME_WISH.toNanos();
      if (request instanceof Request.Stop && again && !ended.isDone()) {
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
      return new Request.Stop();
    }
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }

  private void print(List<Problem> problems) {
    problems.forEach(problem -> err.println(problem.text()));
  }
}
