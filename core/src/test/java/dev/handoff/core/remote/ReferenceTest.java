package dev.handoff.core.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3986 §5.4: its own examples, fragments left out. */
final class ReferenceTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          g:h            | g:h
          g              | http://a/b/c/g
          ./g            | http://a/b/c/g
          g/             | http://a/b/c/g/
          /g             | http://a/g
          //g            | http://g
          ?y             | http://a/b/c/d;p?y
          g?y            | http://a/b/c/g?y
          #s             | http://a/b/c/d;p?q
          g#s            | http://a/b/c/g
          g?y#s          | http://a/b/c/g?y
          ;x             | http://a/b/c/;x
          g;x            | http://a/b/c/g;x
          g;x?y#s        | http://a/b/c/g;x?y
          ``             | http://a/b/c/d;p?q
          .              | http://a/b/c/
          ./             | http://a/b/c/
          ..             | http://a/b/
          ../            | http://a/b/
          ../g           | http://a/b/g
          ../..          | http://a/
          ../../         | http://a/
          ../../g        | http://a/g
          ../../../g     | http://a/g
          ../../../../g  | http://a/g
          /./g           | http://a/g
          /../g          | http://a/g
          g.             | http://a/b/c/g.
          .g             | http://a/b/c/.g
          g..            | http://a/b/c/g..
          ..g            | http://a/b/c/..g
          ./../g         | http://a/b/g
          ./g/.          | http://a/b/c/g/
          g/./h          | http://a/b/c/g/h
          g/../h         | http://a/b/c/h
          g;x=1/./y      | http://a/b/c/g;x=1/y
          g;x=1/../y     | http://a/b/c/y
          g?y/./x        | http://a/b/c/g?y/./x
          g?y/../x       | http://a/b/c/g?y/../x
          g#s/./x        | http://a/b/c/g
          http:g         | http:g
          g//h           | http://a/b/c/g//h
          %2e%2e/g       | http://a/b/c/%2e%2e/g
          2:g            | http://a/b/c/2:g
          """)
  void resolves(String reference, String url) {
    Octets resolved =
        Reference.resolve(
            new Origin(false, "a", 80), Octets.utf8("/b/c/d;p?q"), Octets.utf8(reference));
    assertThat(resolved.toString()).isEqualTo(url);
  }
}
