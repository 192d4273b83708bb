package dev.handoff.examples;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Chromium of the system, remote-controlled. */
final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private Page tab;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser start(Path program) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(
                        List.of("--no-sandbox")))); // Chromium refuses to run as root otherwise
  }

  /** Chooses a file of the page, presses the button, and keeps what arrives under its own name. */
  Path downloadFrom(URI page, int fileId, Path folder) {
    try (Page tab = chromium.newPage()) {
      tab.navigate(page.toString());
      tab.locator("input[value='" + fileId + "']").check();
      Download download = tab.waitForDownload(() -> tab.locator("#download").click());
      Path file = folder.resolve(download.suggestedFilename());
      download.saveAs(file);
      return file;
    }
  }

  /** Opens a page; the tab stays open. */
  void open(URI page) {
    tab = chromium.newPage();
    tab.navigate(page.toString());
  }

  /**
   * Opens a page whatever its certificate; the tab stays open.
   *
   * @return what comes for {@code path} from now on: status and Content-Range of each answer
   */
  List<String> open(URI page, String path) {
    tab =
        chromium.newPage(
            new com.microsoft.playwright.Browser.NewPageOptions().setIgnoreHTTPSErrors(true));
    List<String> answers = new CopyOnWriteArrayList<>();
    tab.onResponse(response -> {
      if (URI.create(response.url()).getPath().equals(path)) {
        answers.add(response.status() + " " + response.headers().get("content-range"));
      }
    });
    tab.navigate(page.toString());
    return answers;
  }

  /** Fills the open page's form that asks who one is. */
  void signInHere(String name) {
    tab.locator("[name=username]").fill(name);
    tab.locator("[name=password]").fill(name);
    tab.locator("button[type=submit]").click();
  }

  /** Opens a page that asks who one is, and fills its form; the tab stays open. */
  void signIn(URI page, String name) {
    open(page);
    signInHere(name);
  }

  /** Presses what starts a download, and keeps what arrives under its own name. */
  Path press(String selector, Path folder) {
    Download download = tab.waitForDownload(() -> tab.locator(selector).click());
    Path file = folder.resolve(download.suggestedFilename());
    download.saveAs(file);
    return file;
  }

  void goTo(URI page) {
    tab.navigate(page.toString());
  }

  void click(String selector) {
    tab.locator(selector).click();
  }

  /** What a function in JavaScript returns in the open tab; a promise is waited for. */
  Object evaluate(String function) {
    return tab.evaluate(function);
  }

  void reload() {
    tab.reload();
  }

  /** Keeps the whole page in {@code examples/target/screenshots}, for people. */
  void screenshot(String name) {
    Path folder = RunningExample.projectRoot().resolve("examples/target/screenshots");
    tab.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)).setFullPage(true));
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
