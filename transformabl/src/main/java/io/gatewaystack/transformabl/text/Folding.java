package io.gatewaystack.transformabl.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * What a code point looks like to a reader who wants to see ASCII: full-width, mathematical and
 * other compatibility forms (Unicode NFKC), digits of any script, dashes and spaces of any width
 * become ASCII; what is invisible becomes nothing.
 */
final class Folding {
  /** The code point stands for itself. */
  static final int KEEP = 0;

  /** The code point is invisible, or a mark on the character before it. */
  static final int DROP = -1;

  /** The code point stands for several ASCII characters: see {@link #expand}. */
  static final int EXPAND = -2;

  private static final int TABLE_SIZE = 0x20000; // the two planes that hold compatibility forms
  private static final Folding ASCII = new Folding();

  private final byte[] table = new byte[TABLE_SIZE];
  private final Map<Integer, String> expansions = new HashMap<>();

  private Folding() {
    for (int codePoint = 0; codePoint < TABLE_SIZE; codePoint++) {
      table[codePoint] = (byte) folded(codePoint);
    }
  }

  /** {@link #KEEP}, {@link #DROP}, {@link #EXPAND}, or the ASCII character to read instead. */
  static int fold(int codePoint) {
    if (codePoint < TABLE_SIZE) {
      return ASCII.table[codePoint];
    }
    return isInvisible(codePoint, Character.getType(codePoint)) ? DROP : KEEP;
  }

  /** Whether a character stands for itself whatever stands around it. */
  static boolean keeps(char c) {
    return ASCII.table[c] == KEEP && LookAlikes.latin(c) == 0 && !Character.isSurrogate(c);
  }

  /** The ASCII characters a code point stands for. */
  static String expand(int codePoint) {
    return ASCII.expansions.getOrDefault(codePoint, "");
  }

  /** Whether an invisible code point belongs to the character in front of it. */
  static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private int folded(int codePoint) {
    int type = Character.getType(codePoint);
    if (isInvisible(codePoint, type)) {
      return DROP;
    }
    if (codePoint < 0x80) {
      return KEEP;
    }
    return switch (type) {
      case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(codePoint, 10);
      case Character.DASH_PUNCTUATION -> '-';
      case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> KEEP;
      default -> compatible(codePoint);
    };
  }

  private int compatible(int codePoint) {
    int mark = mark(codePoint);
    if (mark != KEEP) {
      return mark;
    }
    if (!mayStandForAscii(codePoint)) {
      return KEEP;
    }
    String text = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
    if (text.chars().anyMatch(c -> c >= 0x80)) {
      return KEEP;
    }
    if (text.length() == 1) {
      return text.charAt(0);
    }
    expansions.put(codePoint, text);
    return EXPAND;
  }

  /** Marks that people put between the groups of a number or the labels of a domain. */
  private static int mark(int codePoint) {
    return switch (codePoint) {
      case 0x2043, 0x2212 -> '-'; // hyphen bullet, minus sign: symbols, not dashes
      case 0x3002, 0xFF61 -> '.'; // full stops that domain names accept (UTS 46)
      case 0xB7, 0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB -> '.'; // dots at half height
      case 0x2016 -> '|';
      case 0x27E8, 0x3010, 0x3014 -> '['; // brackets that people put words for marks in
      case 0x27E9, 0x3011, 0x3015 -> ']';
      default -> dingbat(codePoint);
    };
  }

  /** White figures and letters on black discs and the like, which have no compatibility form. */
  private static int dingbat(int codePoint) {
    if (codePoint >= 0x1F150 && codePoint <= 0x1F189) {
      int letter = (codePoint - 0x1F150) % 0x20;
      return letter < 26 ? 'A' + letter : KEEP;
    }
    if (codePoint == 0x24FF || codePoint == 0x1F10B || codePoint == 0x1F10C) {
      return '0';
    }
    if (codePoint >= 0x24F5 && codePoint <= 0x24FD) {
      return '1' + codePoint - 0x24F5;
    }
    int row = (codePoint - 0x2776) % 10;
    return codePoint >= 0x2776 && codePoint <= 0x2793 && row < 9 ? '1' + row : KEEP;
  }

  /** Where compatibility forms of ASCII live; asking for all code points would take far longer. */
  private static boolean mayStandForAscii(int codePoint) {
    return codePoint < 0x400
        || codePoint >= 0x1D00 && codePoint < 0x2C80
        || codePoint >= 0x3000 && codePoint < 0x3400
        || codePoint >= 0xA700 && codePoint < 0xA800
        || codePoint >= 0xFB00 && codePoint < 0x10000
        || codePoint >= 0x10780 && codePoint < 0x107C0
        || codePoint >= 0x1CC00 && codePoint < 0x1CD00
        || codePoint >= 0x1D400 && codePoint < 0x1D800
        || codePoint >= 0x1F100 && codePoint < 0x1F200;
  }

  private static boolean isInvisible(int codePoint, int type) {
    return switch (type) {
      case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      case Character.CONTROL -> !Character.isWhitespace(codePoint) && codePoint != 0x85;
      default -> isFiller(codePoint);
    };
  }

  /** Hangul fillers are letters without a shape; the last is a Braille pattern without dots. */
  private static boolean isFiller(int codePoint) {
    return codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || codePoint == 0x2800;
  }
}
