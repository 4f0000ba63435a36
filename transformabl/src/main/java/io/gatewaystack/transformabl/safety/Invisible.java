package io.gatewaystack.transformabl.safety;

import java.util.Set;
import java.util.TreeSet;

/**
 * What stands in a text and is not to be seen. Some of it belongs there: joiners in Persian, in
 * Indic scripts and in emoji, soft hyphens, a byte order mark. What counts is what no writing
 * needs.
 */
final class Invisible {
  private static final int FLAG = 0x1F3F4; // regions: this, a few tag letters, the end of a tag
  private static final int MOST_FLAG_TAGS = 6;
  private static final int SOFT_HYPHEN = 0xAD;
  private static final int JOINER = 0x34F; // of graphemes
  private static final int FIRST_ARABIC = 0x600; // before it nothing else is invisible
  private static final int TAG_BASE = 0xE0000;
  private static final int TAG_END = 0xE007F;
  private static final int STUFFED = 8; // empty characters in a row
  private static final int SELECTED = 4; // variation selectors in a row
  private static final int SPLIT_WORDS = 3;

  private final StringBuilder tags = new StringBuilder(0);
  private int tagRun;
  private int selectorRun;
  private int emptyRun;
  private int splitWords;
  private int before = ' '; // the last visible code point
  private boolean carriesData;
  private boolean turned;

  /** Looks at a text. */
  Invisible(String text) {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c < FIRST_ARABIC && c != SOFT_HYPHEN && c != JOINER) {
        visible(c);
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        other(codePoint);
        i += Character.charCount(codePoint);
      }
    }
  }

  private void other(int codePoint) {
    if (codePoint > TAG_BASE && codePoint <= TAG_END) {
      tag(codePoint);
    } else if (isSelector(codePoint)) {
      carriesData |= ++selectorRun >= SELECTED;
    } else if (codePoint == 0x202D || codePoint == 0x202E) {
      turned = true;
    } else if (isEmpty(codePoint)) {
      carriesData |= ++emptyRun >= STUFFED;
    } else if (Character.getType(codePoint) != Character.FORMAT) {
      visible(codePoint);
    }
  }

  private void visible(int codePoint) {
    if (emptyRun > 0 && isLetter(before) && isLetter(codePoint)) {
      splitWords++;
    }
    before = codePoint;
    tagRun = 0;
    selectorRun = 0;
    emptyRun = 0;
  }

  private void tag(int codePoint) {
    if (codePoint == TAG_END) {
      if (before == FLAG && tagRun <= MOST_FLAG_TAGS) {
        tags.setLength(tags.length() - tagRun);
      }
      tagRun = 0;
    } else if (codePoint >= TAG_BASE + ' ') {
      tagRun++;
      tags.append((char) (codePoint - TAG_BASE));
    }
  }

  private static boolean isLetter(int codePoint) {
    int lower = codePoint | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static boolean isSelector(int codePoint) {
    return codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint >= 0xE0100 && codePoint <= 0xE01EF;
  }

  /** What neither marks a letter nor, outside a few scripts, joins two. */
  private static boolean isEmpty(int codePoint) {
    return codePoint >= 0x200B && codePoint <= 0x200F
        || codePoint >= 0x2060 && codePoint <= 0x2064
        || codePoint == 0xFEFF
        || codePoint == 0x180E
        || codePoint == JOINER
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0;
  }

  /** What tag characters say, which no font shows; empty for none. */
  String tagText() {
    return tags.toString();
  }

  /** Bytes written as variation selectors or as runs of empty characters. */
  boolean carriesData() {
    return carriesData;
  }

  /** Stable words for what was found that may have another reason. */
  Set<String> doubts() {
    Set<String> doubts = new TreeSet<>();
    if (splitWords >= SPLIT_WORDS) {
      doubts.add("split_words");
    }
    if (turned) { // what is read is not what stands there
      doubts.add("text_direction");
    }
    return doubts;
  }
}
