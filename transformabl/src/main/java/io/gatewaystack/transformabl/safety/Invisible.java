package io.gatewaystack.transformabl.safety;

/**
 * What stands in a text and is not to be seen. Some of it belongs there: joiners in Persian, in
 * Indic scripts and in emoji, soft hyphens, a byte order mark. What counts is what no writing needs.
 */
final class Invisible {
  private static final int FLAG = 0x1F3F4; // sub-region flags: this, a few tag letters, a tag end
  private static final int MAX_FLAG_TAGS = 6;
  private static final int TAG_BASE = 0xE0000;
  private static final int TAG_END = 0xE007F;
  private static final int STUFFED = 8;
  private static final int SELECTED = 4;
  private static final int SPLIT_WORDS = 3;

  private final StringBuilder tags = new StringBuilder(0);
  private int tagRun;
  private boolean tagged;
  private int selectorRun;
  private boolean selected;
  private int emptyRun;
  private boolean stuffed;
  private boolean inWord;
  private int splitWords;
  private boolean turned;
  private boolean lastWasFlag;

  /** A visible character was read. */
  void visible(char c) {
    if (emptyRun > 0 && inWord && (c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
      splitWords++;
    }
    closeRuns();
    lastWasFlag = false;
    inWord = false;
  }

  /** A control character that no text needs was left out. */
  void control() {
    emptyRun++;
  }

  /** Notes an emoji that tag characters may follow. */
  void emoji(int codePoint) {
    lastWasFlag = codePoint == FLAG;
  }

  /**
   * An invisible character, or a mark on the character before it, was left out.
   *
   * @param before the visible character before it
   */
  void dropped(int codePoint, char before) {
    if (codePoint >= TAG_BASE && codePoint <= TAG_END) {
      tag(codePoint);
    } else if (codePoint >= 0xFE00 && codePoint <= 0xFE0F
        || codePoint >= 0xE0100 && codePoint <= 0xE01EF) {
      selectorRun++;
      selected |= selectorRun >= SELECTED;
    } else if (codePoint == 0x202D || codePoint == 0x202E) {
      turned = true;
    } else if (isEmpty(codePoint)) {
      if (emptyRun++ == 0) {
        inWord = (before | 0x20) >= 'a' && (before | 0x20) <= 'z';
      }
      stuffed |= emptyRun >= STUFFED;
    }
  }

  private void tag(int codePoint) {
    if (codePoint >= TAG_BASE + ' ' && codePoint < TAG_END) {
      tagRun++;
      tags.append((char) (codePoint - TAG_BASE));
    }
    if (codePoint == TAG_END && lastWasFlag && tagRun <= MAX_FLAG_TAGS) {
      tags.setLength(tags.length() - tagRun);
      tagRun = 0;
    }
  }

  /** What neither marks a letter nor joins two, and what does but only in other scripts. */
  private static boolean isEmpty(int codePoint) {
    return codePoint >= 0x200B && codePoint <= 0x200F
        || codePoint >= 0x2060 && codePoint <= 0x2064
        || codePoint == 0xFEFF
        || codePoint == 0x180E
        || codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0;
  }

  private void closeRuns() {
    tagged |= tagRun > 0;
    tagRun = 0;
    selectorRun = 0;
    emptyRun = 0;
  }

  /** The text has ended. */
  void end() {
    closeRuns();
  }

  /** Text written in tag characters, which no font shows. */
  boolean tagged() {
    return tagged;
  }

  /** What the tag characters say. */
  String tagText() {
    return tags.toString();
  }

  /** Bytes written as variation selectors or as runs of empty characters. */
  boolean carriesData() {
    return selected || stuffed;
  }

  /** Words of Latin letters with empty characters inside. */
  boolean splitsWords() {
    return splitWords >= SPLIT_WORDS;
  }

  /** Characters whose order on the screen was overridden: what is read is not what stands there. */
  boolean turned() {
    return turned;
  }
}
