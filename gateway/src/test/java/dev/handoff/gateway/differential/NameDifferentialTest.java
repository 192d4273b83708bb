package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the octets of {@code X-Accel-Redirect} to the name of a file. */
// proves handoff-protocol: C4-C18
// proves file-responses: L1-L4 L12 L19
final class NameDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | X-Accel-Redirect                      | nginx                   | ours        | why
          C4   | /_files/letters.txt?v=1&w=%20         | 200 [letters.txt]       | SAME        | a query is no part of the name
          C4   | /_files/letters.txt?                  | 200 [letters.txt]       | SAME        | nor is an empty one
          C4   | /_files/letters.txt?100%              | 200 [letters.txt]       | SAME        | a query is not decoded, so it cannot be malformed
          C4   | /_files/letters.txt?/../x             | 200 [letters.txt]       | SAME        | nor is it a path
          C5   | /_files/a%20b.txt                     | 200 [a b.txt]           | SAME        | decoded once
          C5   | /_files/a%2520b.txt                   | 200 [a%20b.txt]         | SAME        | and exactly once
          C5   | /%5Ffiles/letters.txt                 | 200 [letters.txt]       | SAME        | the location's own part too
          C5   | /_files%2Fletters.txt                 | 200 [letters.txt]       | SAME        | an encoded slash is a slash
          C6   | /_files/what%3F.txt                   | 200 [what?.txt]         | SAME        | L12: %3F belongs to the name
          C6   | /_files/what?.txt                     | 200 [what]              | SAME        | a raw ? ends it
          C7   | /_files/100%25.txt                    | 200 [100%.txt]          | SAME        | a percent is %25
          C7   | /_files/100%.txt                      | 404                     | 502 problem | nginx eats the percent and looks for another name
          C7   | /_files/%4z.txt                       | 404                     | 502 problem | nginx eats three characters
          C7   | /_files/letters.txt%                  | 200 [letters.txt]       | 502 problem | nginx delivers a file nobody named
          C7   | /_files/letters.txt%2                 | 200 [letters.txt]       | 502 problem | the same
          C8   | /_files/plus+.txt                     | 200 [plus+.txt]         | SAME        | + is a plus
          C8   | /_files/plus%2B.txt                   | 200 [plus+.txt]         | SAME        | encoded as well
          C8   | /_files/a+b.txt                       | 404                     | SAME        | and never a space
          C9   | /_files/a b.txt                       | 200 [a b.txt]           | SAME        | a raw space
          C9   | /_files/Bericht März.txt              | 200 [Bericht März.txt]  | SAME        | raw UTF-8
          C9   | /_files/Bericht%20M%C3%A4rz.txt       | 200 [Bericht März.txt]  | SAME        | encoded UTF-8
          C9   | /_files/Bericht%20M%c3%a4rz.txt       | 200 [Bericht März.txt]  | SAME        | in small letters
          C9   | /_files/Bericht M⟨E4⟩rz.txt           | 404                     | SAME        | L4: Latin-1 is another name, not an error
          C10  | /_files/hash#.txt                     | 200 [hash#.txt]         | SAME        | # has no meaning
          C10  | /_files/hash%23.txt                   | 200 [hash#.txt]         | SAME        | encoded as well
          C10  | /_files/semi;colon.txt                | 200 [semi;colon.txt]    | SAME        | nor has ;
          C10  | /_files/quote".txt                    | 200 [quote".txt]        | SAME        | nor has a quote
          C11  | /_files/../files/letters.txt          | 404                     | SAME        | L1: no way up
          C11  | /_files/%2e%2e/outside/secret.txt     | 404                     | SAME        | L1: encoded
          C11  | /_files/.%2E/outside/secret.txt       | 404                     | SAME        | L1: half encoded
          C11  | /_files/sub/../letters.txt            | 404                     | SAME        | L19: not even where it would stay inside
          C11  | /_files/sub%2F..%2Fletters.txt        | 404                     | SAME        | L1: seen after decoding
          C11  | /_files/..                            | 404                     | SAME        | L1: as the last segment
          C11  | /_files/%252e%252e/outside/secret.txt | 404                     | SAME        | L2: decoded twice it would be a way up
          C11  | /_files/a..b.txt                      | 200 [a..b.txt]          | SAME        | dots inside a name are a name
          C12  | /_files/letters.txt%00                | 404                     | SAME        | L3: NUL
          C12  | /_files/letters.txt%00.pdf            | 404                     | SAME        | L3: NUL before an extension
          C12  | /_files/letters␀.txt                  | 502                     | SAME        | a head with a NUL in it is broken
          C13  | ?v=1                                  | 404                     | SAME        | no path at all
          C14  | /bare../letters.txt                   | 200 [letters.txt]       | 404 "not asked for" | nginx leaves the folder; ours compares segments
          C14  | /bare/../letters.txt                  | 404                     | SAME        | L1: in plain sight
          C14  | /bare/letters.txt                     | 200 [letters.txt]       | SAME        | the location itself works
          C14  | /bareletters.txt                      | *                       | 404 "not asked for" | a prefix ends at a slash
          C15  | //_files//letters.txt                 | 404 "not asked for"     | 200 [letters.txt] | nginx misses the location
          C15  | /./_files/letters.txt                 | 404 "not asked for"     | 200 [letters.txt] | the same
          C15  | /_files/./letters.txt                 | 200 [letters.txt]       | SAME        | below the location both normalise
          C15  | /_files//sub//inner.txt               | 200 [sub/inner.txt]     | SAME        | the same with slashes
          C16  | _files/letters.txt                    | 404                     | 502 problem | relative: the app's bug
          C16  | letters.txt                           | 404                     | 502 problem | the same
          C17  | https://files.example/letters.txt     | 404                     | 502 problem | a URL no location allows
          C17  | http://127.0.0.1:1/letters.txt        | 404                     | 502 problem | nothing is connected
          C17  | file:///etc/passwd                    | 404                     | 502 problem | nor opened
          C18  | /_files/back%5Cslash.txt              | 200 [back\\slash.txt]   | 404 problem | file-responses L9: a name means the same on every system
          C18  | /_files/back\\slash.txt               | 200 [back\\slash.txt]   | 404 problem | file-responses L9: raw as well
          C18  | /_files/..%5Coutside%5Csecret.txt     | 404                     | SAME        | L1: and no way up
          C18  | /_files/CON                           | 404                     | SAME        | L9: nor is a device a file
          A11  | /_ungranted/letters.txt               | 200 [letters.txt]       | 502 problem | a location this app was not granted
          G1   | /_files/{300 octets}                  | 404                     | SAME        | a name no file system can hold
          G1   | /nowhere/letters.txt                  | 404 "not asked for"     | SAME        | no location: it is the app's path
          """)
  void names(String id, String value, String nginx, String ours, String why) {
    compare("GET", "=> " + value, nginx, ours);
  }
}
