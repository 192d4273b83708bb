package dev.handoff.gateway.deliver.store.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** resolv.conf(5). */
final class ResolvConfTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                        | [/127.0.0.1] []           1 PT5S  2
          nameserver 192.0.2.1                      | [/192.0.2.1] []           1 PT5S  2
          nameserver 2001:db8::1                    | [/2001:db8:0:0:0:0:0:1] [] 1 PT5S 2
          # nameserver 192.0.2.1                    | [/127.0.0.1] []           1 PT5S  2
          ; nameserver 192.0.2.1                    | [/127.0.0.1] []           1 PT5S  2
          nameserver ns.test                        | [/127.0.0.1] []           1 PT5S  2
          nameserver                                | [/127.0.0.1] []           1 PT5S  2
          nameserver 192.0.2.1~nameserver 192.0.2.2~nameserver 192.0.2.3~nameserver 192.0.2.4 | [/192.0.2.1, /192.0.2.2, /192.0.2.3] [] 1 PT5S 2
          search a.test b.test.                     | [/127.0.0.1] [a.test, b.test] 1 PT5S 2
          search a.test~domain c.test               | [/127.0.0.1] [c.test]     1 PT5S  2
          search .                                  | [/127.0.0.1] []           1 PT5S  2
          options ndots:5 timeout:1 attempts:3 edns0| [/127.0.0.1] []           5 PT1S  3
          options ndots:0                           | [/127.0.0.1] []           0 PT5S  2
          options ndots:99 timeout:99 attempts:99   | [/127.0.0.1] []           15 PT30S 5
          options timeout:0 attempts:0              | [/127.0.0.1] []           1 PT1S  1
          options ndots:x timeout: attempts:-1      | [/127.0.0.1] []           1 PT5S  1
          lookup file bind                          | [/127.0.0.1] []           1 PT5S  2
          """)
  void isReadAsTheSystemReadsIt(String lines, String read) {
    ResolvConf conf = ResolvConf.parse(List.of(lines.split("~")));

    assertThat(
            "%s %s %d %s %d"
                .formatted(
                    conf.servers(), conf.search(), conf.ndots(), conf.timeout(), conf.attempts()))
        .isEqualTo(read.replaceAll(" +", " "));
  }
}
