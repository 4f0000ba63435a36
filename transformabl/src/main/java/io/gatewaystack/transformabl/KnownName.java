package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.Name;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name of members in which no personal data was found, and what is known of it. All of that
 * follows from its letters: whoever notes it notes the same, so no lock is needed. Safe for use by
 * several threads.
 */
final class KnownName {
  private final long head;
  private final long tail;
  private final byte[] letters;
  private final ReadName words;
  private Name.@Nullable Says says; // null while nobody asked
  private @Nullable Boolean credential;

  /**
   * A name of which nothing else is known.
   *
   * @param head its first eight letters
   * @param letters the name in UTF-8; kept
   * @param words what its words mean
   */
  KnownName(long head, byte[] letters, ReadName words) {
    this.head = head;
    this.letters = letters;
    this.tail = tail(letters, 0, letters.length);
    this.words = words;
  }

  /** Whether it is what stands at a place that starts with some eight letters. */
  boolean is(long start, byte[] json, int from, int to) {
    int length = letters.length;
    return start == head
        && to - from == length
        && (length <= Long.BYTES || tail(json, from, to) == tail)
        && (length <= 2 * Long.BYTES || Arrays.equals(letters, 0, length, json, from, to));
  }

  /** The last eight letters of a name that has more than that. */
  private static long tail(byte[] json, int from, int to) {
    return to - from <= Long.BYTES ? 0 : Eight.at(json, to - Long.BYTES);
  }

  /** What its words mean. */
  ReadName words() {
    return words;
  }

  /** What it says about a value. */
  Name.Says says() {
    Name.Says known = says;
    return known == null ? Name.Says.UNKNOWN : known;
  }

  void says(Name.Says what) {
    says = what;
  }

  /** Whether it may be that of a credential; null when that was not found out. */
  @Nullable Boolean mayNameCredential() {
    return credential;
  }

  void mayNameCredential(boolean may) {
    credential = may;
  }
}
