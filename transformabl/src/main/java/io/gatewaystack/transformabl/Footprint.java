package io.gatewaystack.transformabl;

/** What is kept takes so many bytes of memory, as HotSpot lays objects out below 32 GiB of heap. */
final class Footprint {
  /** An object of up to four fields. */
  static final int OBJECT = 32;

  /** An object of up to nine fields. */
  static final int LARGE_OBJECT = 56;

  private static final int TEXT = 44; // and up to seven bytes more, to a multiple of eight

  private Footprint() {}

  /**
   * A text: its characters take two bytes each if some of them are beyond Latin-1; an empty one is
   * everybody's.
   */
  static int of(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return TEXT + 2 * text.length();
      }
    }
    return TEXT + text.length();
  }

  /** An array of bytes. */
  static int of(byte[] bytes) {
    return OBJECT + bytes.length;
  }
}
