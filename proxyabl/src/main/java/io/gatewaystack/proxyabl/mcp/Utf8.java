package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is no UTF-8 is read by some as one thing and by others as another. */
final class Utf8 {
  private static final int PIECE = 4096;

  private Utf8() {}

  /**
   * Requires that a block of an event stream can be read in one way only.
   *
   * @param block as it arrived; null when it was made here
   * @throws UnusableAnswer when it is no UTF-8
   */
  static void require(byte @Nullable [] block) {
    if (block != null && !isValid(block)) {
      throw new UnusableAnswer(Denial.upstreamError("answer_not_jsonrpc"));
    }
  }

  private static boolean isValid(byte[] text) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    ByteBuffer bytes = ByteBuffer.wrap(text);
    CharBuffer piece = CharBuffer.allocate(Math.min(PIECE, text.length + 1));
    while (true) {
      var result = decoder.decode(bytes, piece.clear(), true);
      if (!result.isOverflow()) {
        return result.isUnderflow();
      }
    }
  }
}
