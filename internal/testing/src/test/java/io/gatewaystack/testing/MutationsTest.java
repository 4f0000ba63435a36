package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final byte[] ORIGINAL = "{\"a\":[1,true]}".getBytes(UTF_8);

  @Test
  void areTheSameForTheSameSeed() {
    Mutations first = new Mutations(7, "piece");
    Mutations second = new Mutations(7, "piece");
    for (int i = 0; i < 1_000; i++) {
      assertThat(first.of(ORIGINAL)).isEqualTo(second.of(ORIGINAL));
    }
  }

  @Test
  void areManyAndLeaveTheOriginalAsItWas() {
    byte[] original = ORIGINAL.clone();
    Mutations mutations = new Mutations(8, "piece");
    Set<String> copies = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      copies.add(new String(mutations.of(original), UTF_8));
    }
    assertThat(copies).hasSizeGreaterThan(800).anyMatch(c -> c.contains("piece"));
    assertThat(original).isEqualTo(ORIGINAL);
    assertThat(mutations.of(new byte[0])).isEmpty();
  }
}
