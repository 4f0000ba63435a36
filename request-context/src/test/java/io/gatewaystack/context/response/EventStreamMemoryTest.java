package io.gatewaystack.context.response;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.Heap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stream holds while nothing comes. */
class EventStreamMemoryTest {
  private static final int LARGE = 2 << 20;
  private static final int READERS = 32;

  @Test
  void anIdleStreamHoldsNothingOfALargeEventThatHasLeft() {
    byte[] event = ("data: " + "x".repeat(LARGE) + "\n\n").getBytes(US_ASCII);
    List<EventStreamReader> idle = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    long before = Heap.inUse();

    for (int i = 0; i < READERS; i++) {
      EventStreamReader reader =
          new EventStreamReader(2 * LARGE, each -> sizes.add(each.bytes().length), block -> {});
      reader.read(event, 0, event.length);
      idle.add(reader);
    }

    assertThat(Heap.inUse() - before)
        .isLessThan((long) READERS * LARGE / 4); // one each, without the rule
    for (EventStreamReader reader : idle) {
      reader.read(event, 0, event.length); // and they go on
    }
    assertThat(sizes).hasSize(2 * READERS).containsOnly(LARGE);
  }
}
