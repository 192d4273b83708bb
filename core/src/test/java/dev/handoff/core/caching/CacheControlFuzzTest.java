package dev.handoff.core.caching;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.fields.FieldSyntax;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A store's word never lets a shared cache keep a protected file, nor a cache keep it longer. */
final class CacheControlFuzzTest {

  @FuzzTest
  void aStoreWidensNothing(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
    if (!lines.stream().allMatch(FieldSyntax::isValue)) {
      return;
    }
    CacheControl store = CacheControl.parse(lines);

    String value = CachePolicy.afterHandoff(List.of(), Optional.empty(), lines);

    CacheControl confined = CacheControl.parse(List.of(value));
    assertThat(FieldSyntax.isValue(value)).isTrue();
    assertThat(confined.isShared()).isFalse();
    assertThat(confined.isPrivate() || confined.isNoStore()).isTrue();
    if (store.isNoStore()) {
      assertThat(confined.isNoStore()).isTrue();
    }
    if (store.isNoCache()) {
      assertThat(confined.isNoCache() || confined.isNoStore()).isTrue();
    }
    confined.maxAge().ifPresent(time -> assertThat(store.maxAge().orElseThrow()).isEqualTo(time));
  }
}
