package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a", "Z", "0", ".", "_", "-", "4bf92f35-77b3.4da6_A"})
  void keepsSafeIds(String id) {
    assertThat(RequestIds.isSafe(id)).isTrue();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\n",
        "a\r\nX: y",
        "a\u0000",
        "a\"b",
        "a/b",
        "a:b",
        "a,b",
        "é",
        "а",
        "１",
        "a%0a",
        "<script>",
        "${jndi:x}",
        "{}"
      })
  void refusesWhatLogsAndHeadersMustNotHold(String id) {
    assertThat(RequestIds.isSafe(id)).isFalse();
  }

  @Test
  void boundsTheLength() {
    assertThat(RequestIds.isSafe("x".repeat(128))).isTrue();
    assertThat(RequestIds.isSafe("x".repeat(129))).isFalse();
  }

  @Test
  void neverMakesOneIdTwiceOnManyThreads() {
    int count = 200_000;
    Set<String> seen = ConcurrentHashMap.newKeySet();

    IntStream.range(0, count).parallel().forEach(i -> seen.add(RequestIds.random()));

    assertThat(seen).hasSize(count);
    assertThat(seen.iterator().next()).matches("[0-9a-f]{32}");
    assertThat(RequestIds.isSafe(RequestIds.random())).isTrue();
  }
}
