package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way up that some server has been known to take. */
final class UnsafePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "/..",
        "a/..",
        "../a",
        "a/../b",
        "a\\..\\b",
        "%2e%2e",
        "%2E%2e/x",
        ".%2e",
        "%2e.",
        "a%2f..%2fb",
        "a%2F%2e%2E%2Fb",
        "a%5c..%5Cb",
        "a/..%5cb",
        "%252e%252e/x",
        "%25%32%65%25%32%65/x",
        "a%252f..%252fb",
        "a%255c..%255cb",
        "a/.%252e/b",
        "..;/x",
        "..;a=b/x",
        "..%3b/x",
        "..%253bx/y",
        "%2e%2e%3ba=b/x",
        "a/..%20/b",
        "a/..%09",
        "a/..%0d%0a/b",
        "a/.. /b",
        "%c0%ae%c0%ae/x",
        "%c0%ae./x",
        "a%c0%af..%c0%afb",
        "a%c1%9c..%c1%9cb",
        "%e0%80%ae%e0%80%ae/x",
        "a%00",
        "a%2500b",
        "%c0%80",
      })
  void refuses(String path) {
    assertThat(UnsafePath.objectionTo(Latin1.octets(path))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "a",
        "a//b",
        "a/./b",
        "a/.",
        "...",
        "a/...",
        "..a",
        "a..",
        "a..b/c",
        "..a;b/c",
        ".;/a",
        "a;..",
        "a;../b",
        "a;x=..%2fb",
        "100%",
        "%zz",
        "%2",
        "%25",
        "%2525",
        "%252525252e%252525252e",
        "\u00e9",
        "%c3%a9",
        "%C0",
        "%e0%80",
        "a%3Fb/..c",
      })
  void letsThrough(String path) {
    assertThat(UnsafePath.objectionTo(Latin1.octets(path))).isEmpty();
  }
}
