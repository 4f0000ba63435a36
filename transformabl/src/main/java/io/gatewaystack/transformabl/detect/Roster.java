package io.gatewaystack.transformabl.detect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which detectors to ask where, by index and in order of precedence. Immutable and safe for use by
 * several threads.
 */
final class Roster {
  /** Lengths that are told apart; what is longer counts as the longest. */
  private static final int LENGTHS = 100;

  private static final int[] NOBODY = {};

  private final List<Detector> detectors;
  private final int[][] signs = new int[128][];
  private final Map<Row, int[][]> numbers = new EnumMap<>(Row.class);
  private final int[][] codes;
  private final int[] keys;
  private final int[] dots;
  private final int[] named;

  Roster(List<Detector> detectors) {
    this.detectors = List.copyOf(detectors);
    signs['@'] = on(Trigger.AT_SIGN);
    signs[':'] = on(Trigger.COLON);
    signs['='] = on(Trigger.EQUALS);
    signs['-'] = on(Trigger.DASHES);
    for (Row row : Row.values()) {
      numbers.put(row, byLength(Trigger.NUMBER, row));
    }
    codes = byLength(Trigger.CODE, Row.ALONE);
    keys = on(Trigger.KEY);
    dots = on(Trigger.DOT);
    named = on(Trigger.NAMED_TEXT);
  }

  private int[] on(Trigger trigger) {
    return IntStream.range(0, detectors.size())
        .filter(i -> detectors.get(i).triggers().contains(trigger))
        .toArray();
  }

  private int[][] byLength(Trigger trigger, Row row) {
    return IntStream.range(0, LENGTHS)
        .mapToObj(length -> fitting(trigger, row, length))
        .toArray(int[][]::new);
  }

  private int[] fitting(Trigger trigger, Row row, int length) {
    return IntStream.of(on(trigger)).filter(i -> detectors.get(i).fits(length, row)).toArray();
  }

  /** Whom to ask at a number. */
  int[] atNumber(Row row, int length) {
    return numbers.getOrDefault(row, codes)[Math.min(length, LENGTHS - 1)];
  }

  /** Whom to ask at a word of letters and digits. */
  int[] atCode(int length) {
    return codes[Math.min(length, LENGTHS - 1)];
  }

  /** Whom to ask at a word that may be a key. */
  int[] atKey() {
    return keys;
  }

  /** Whom to ask at the word dot. */
  int[] atDot() {
    return dots;
  }

  /** Whom to ask at the start of a text whose name may be that of a credential. */
  int[] atNamedText() {
    return named;
  }

  /** Whom to ask at an ASCII mark. */
  int[] atSign(char sign) {
    int[] asked = signs[sign];
    return asked == null ? NOBODY : asked;
  }
}
