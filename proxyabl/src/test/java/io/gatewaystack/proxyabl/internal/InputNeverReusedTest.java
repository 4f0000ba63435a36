package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

/** What one call's buffer suffers does not concern another call that has its memory. */
class InputNeverReusedTest {
  private final InputNeverReused pool = new InputNeverReused();

  @Test
  void usesMemoryAgainThatWasGivenBack() {
    RetainableByteBuffer first = pool.acquire(1024, false);
    byte[] memory = first.getByteBuffer().array();
    first.retain();
    first.release();
    RetainableByteBuffer second = pool.acquire(1024, false);
    assertThat(second.getByteBuffer().array()).as("the first is still in use").isNotSameAs(memory);
    first.release();
    RetainableByteBuffer third = pool.acquire(1024, false);
    assertThat(third.getByteBuffer().array()).isSameAs(memory);
    assertThat(third.remaining()).isZero();
    assertThat(third.capacity()).isEqualTo(1024);
  }

  @Test
  void clearingABufferThatWasGivenBackConcernsNobody() {
    RetainableByteBuffer first = pool.acquire(16, false);
    ByteBuffer kept = first.getByteBuffer();
    first.release();
    RetainableByteBuffer second = pool.acquire(16, false);
    BufferUtil.append(second.getByteBuffer(), new byte[] {1, 2, 3});
    BufferUtil.clear(kept);
    assertThat(second.remaining()).isEqualTo(3);
    assertThat(second.getByteBuffer().get(0)).isEqualTo((byte) 1);
  }

  @Test
  void givesMemoryOnlyInTheSizeAskedFor() {
    pool.acquire(16, false).release();
    assertThat(pool.acquire(32, false).capacity()).isEqualTo(32);
    assertThat(pool.acquire(8, false).capacity()).isEqualTo(8);
  }

  @Test
  void keepsNoMoreThanItMay() {
    List<RetainableByteBuffer> all = new ArrayList<>();
    Set<byte[]> before = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 300; i++) {
      RetainableByteBuffer buffer = pool.acquire(16, false);
      all.add(buffer);
      before.add(buffer.getByteBuffer().array());
    }
    all.forEach(RetainableByteBuffer::release);
    long again = 0;
    for (int i = 0; i < 300; i++) {
      again += before.contains(pool.acquire(16, false).getByteBuffer().array()) ? 1 : 0;
    }
    assertThat(again).isEqualTo(256);
  }

  @Test
  void poolsOutputBuffersAsJettyDoes() {
    RetainableByteBuffer first = pool.acquire(1024, true);
    assertThat(first.isDirect()).isTrue();
    first.release();
    pool.clear();
    assertThat(pool.acquire(1024, false).isDirect()).isFalse();
  }
}
