package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A handoff to a path of another app: its answer goes out, with what the first app said of it. */
// proves handoff-protocol: A11 D4 D13 F4
final class HopDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | the first app           | the second app                     | nginx | ours | why
          D4   | => /other/page          | body=hello & Content-Type: a/b     | 200 "hello" & Content-Type: a/b | SAME | its body and its type
          D4   | => /other/page          | 404 & body=gone                    | 404 "gone" | SAME | its status
          D4   | => /other/page          | 302 & Location: /x                 | 302 - & Location: /x | SAME | its redirect
          D4   | => /other/page          | => /_files/letters.txt             | 200 [letters.txt] | SAME | its handoff
          D4   | => /other/page & Set-Cookie: a=1 | body=x & Set-Cookie: b=2  | 200 "x" & Set-Cookie: a=1 + Set-Cookie: b=2 | SAME | both cookies
          D4   | => /other/page & Set-Cookie: a=1 | => /_files/letters.txt & Set-Cookie: b=2 | 200 [letters.txt] & Set-Cookie: a=1 + Set-Cookie: b=2 | SAME | both cookies with a file
          D13  | => /other/page & Content-Disposition: inline | body=x & Content-Disposition: attachment | 200 "x" & Content-Disposition: inline + Content-Disposition: attachment | 200 "x" & Content-Disposition: inline | the first app wins, with one line
          D13  | => /other/page & Content-Disposition: inline | => /_files/letters.txt & Content-Disposition: attachment | 200 & Content-Disposition: inline + Content-Disposition: attachment | 200 [letters.txt] & Content-Disposition: inline | the same with a file
          D13  | => /other/page & Cache-Control: private | body=x & Cache-Control: public | 200 "x" & Cache-Control: private + Cache-Control: public | 200 "x" & Cache-Control: private | nothing weakens what it said
          D13  | => /other/page & X-A: first     | body=x & X-A: second & X-B: 2      | 200 "x" & X-A: second & X-B: 2 | 200 "x" & X-A: first & X-B: 2 | so with every field
          G3   | => /other/page & Content-Disposition: attachment & Cache-Control: public | 404 & body=gone | 404 "gone" & Content-Disposition: attachment & Cache-Control: public | 404 "gone" & no Content-Disposition & no Cache-Control | an error is not the file
          G3   | => /other/page & Set-Cookie: a=1 & X-A: 1 | 500 & body=oops & X-B: 2 | 500 "oops" & Set-Cookie: a=1 & X-B: 2 | 500 "oops" & Set-Cookie: a=1 & no X-A & X-B: 2 | but cookies stay
          G3   | => /other/page & Access-Control-Allow-Origin: a | 404 & Access-Control-Allow-Origin: b | 404 & Access-Control-Allow-Origin: b | 404 & Access-Control-Allow-Origin: a | a script must read the error, and one line of it
          A2   | => /other/page          | 403 & => /_files/letters.txt & body=no | 200 [letters.txt] | 403 "no" | its error stays an error
          A4   | => /other/page & Set-Cookie: a=1 | => /_files/a & => /_files/b | 404 & Set-Cookie: a=1 | 502 problem & Set-Cookie: a=1 | its mistake is a mistake
          A11  | => /other/page          | => /_ungranted/letters.txt         | 200 [letters.txt] | 502 problem | nobody granted it that
          A11  | => /other/page          | => /bare/letters.txt               | 200 [letters.txt] | 502 problem | nor what only the first app was granted
          F4   | => /other/page & X-Accel-Limit-Rate: 1000000 | => /_files/letters.txt | 200 [letters.txt] & no X-Accel-Limit-Rate | SAME | the rate goes along
          D4   | => /other/a%20b?c=%20d  | => /_files/letters.txt             | 200 [letters.txt] | SAME | the target arrives encoded
          """)
  void hops(String id, String first, String second, String nginx, String ours, String why) {
    stage().other().forget().always(Cells.app(second, false, Placeholders.NONE));

    compare("GET", first, nginx, ours);
  }
}
