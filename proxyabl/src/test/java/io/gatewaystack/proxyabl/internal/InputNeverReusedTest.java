package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;

/** What one call was read into is never what another is read into. */
class InputNeverReusedTest {
  private final InputNeverReused pool = new InputNeverReused();

  @Test
  void givesEveryReaderAFreshBuffer() {
    RetainableByteBuffer first = pool.acquire(16 << 10, false);
    ByteBuffer bytes = first.getByteBuffer();
    first.release();
    assertThat(pool.acquire(16 << 10, false).getByteBuffer()).isNotSameAs(bytes);
  }

  @Test
  void poolsWhatIsWritten() {
    RetainableByteBuffer first = pool.acquire(4 << 10, true);
    ByteBuffer bytes = first.getByteBuffer();
    first.release();
    assertThat(pool.acquire(4 << 10, true).getByteBuffer()).isSameAs(bytes);
  }
}
