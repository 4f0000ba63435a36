package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/**
 * The form of the keys of one issuer.
 *
 * @param prefix what they begin with
 * @param least fewest characters behind it
 * @param most most characters behind it
 * @param signs marks that may be among these, beside letters and digits
 */
record IssuedKey(String prefix, int least, int most, String signs) {

  /** Whether its prefix stands at a place. */
  boolean startsAt(NormalText text, int at) {
    for (int i = 0; i < prefix.length(); i++) {
      if (text.at(at + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether its prefix has no mark, so that it also stands inside of other words. */
  boolean isPlain() {
    return prefix.chars().allMatch(Character::isLetterOrDigit);
  }

  /** Where the key whose prefix stands at a place ends; -1 when there is none. */
  int end(NormalText text, int at) {
    int start = at + prefix.length();
    int end = start;
    int digits = 0;
    while (end - start <= most && isPart(text.at(end))) {
      digits += text.isDigit(end) ? 1 : 0;
      end++;
    }
    while (end > start && signs.indexOf(text.at(end - 1)) >= 0) {
      end--; // the end of a sentence, or a dash behind it
    }
    int length = end - start;
    boolean random =
        digits > 0 || least <= 16 && prefix.length() >= 4 || changesCase(text, start, end);
    return length >= least && length <= most && random ? end : -1;
  }

  /** Whether letters change their case often, and have fewer vowels than words written as one. */
  private static boolean changesCase(NormalText text, int start, int end) {
    int changes = 0;
    int vowels = "aeiouAEIOU".indexOf(text.at(start)) >= 0 ? 1 : 0;
    for (int i = start + 1; i < end; i++) {
      changes += ((text.at(i) ^ text.at(i - 1)) & 0x20) != 0 ? 1 : 0;
      vowels += "aeiouAEIOU".indexOf(text.at(i)) >= 0 ? 1 : 0;
    }
    int size = end - start;
    return changes * 3 >= size && vowels * 3 < size;
  }

  /** Whether a character can be one of a key. */
  boolean isPart(char c) {
    boolean plain = c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
    return plain || c != 0 && signs.indexOf(c) >= 0;
  }
}
