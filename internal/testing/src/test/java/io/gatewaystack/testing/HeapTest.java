package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTest {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 16;

  @Test
  void whatIsKeptCountsAndNothingElse() {
    List<byte[]> kept = new ArrayList<>();
    long before = Heap.inUse();
    for (int i = 0; i < PIECES; i++) {
      kept.add(new byte[PIECE]);
      assertThat(new byte[PIECE]).hasSize(PIECE); // garbage
    }
    assertThat(Heap.inUse() - before)
        .isBetween(PIECE * (PIECES - 1L), PIECE * (PIECES + 8L)); // others come and go
    assertThat(kept).hasSize(PIECES);
    kept.clear();
    assertThat(Heap.inUse() - before).isLessThan(PIECE);
  }
}
