package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What threads do to it at once, {@link SinkStormTest} shows. */
class RingTest {
  private final Ring<String> ring = new Ring<>(3);

  @Test
  void givesOutInOrderWhatWasAddedRoundAfterRound() {
    for (int round = 0; round < 5; round++) {
      ring.add("a" + round);
      ring.add("b" + round);
      assertThat(ring.poll()).isEqualTo("a" + round);
      ring.add("c" + round);
      assertThat(ring.poll()).isEqualTo("b" + round);
      assertThat(ring.poll()).isEqualTo("c" + round);
      assertThat(ring.poll()).isNull();
    }
  }

  @Test
  void hasRoomForAsManyAsItHasPlaces() {
    ring.add("a");
    ring.add("b");
    ring.add("c");
    assertThat(ring.poll()).isEqualTo("a");
    ring.add("d");
    assertThat(ring.poll()).isEqualTo("b");
    assertThat(ring.poll()).isEqualTo("c");
    assertThat(ring.poll()).isEqualTo("d");
    assertThat(ring.poll()).isNull();
  }
}
