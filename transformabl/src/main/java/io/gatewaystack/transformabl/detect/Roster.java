package io.gatewaystack.transformabl.detect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which detectors to ask where, by index and in order of precedence. Immutable and safe for use by
 * several threads.
 */
final class Roster {
  /** Lengths that are told apart; what is longer counts as the longest. */
  private static final int LENGTHS = 100;

  private static final int[] NOBODY = {};

  private final List<Detector> detectors;
  private final Places all;
  private final Places unnamed;
  private final int[] dots;
  private final int[] named;

  Roster(List<Detector> detectors) {
    this.detectors = List.copyOf(detectors);
    all = new Places(false);
    unnamed = new Places(true);
    dots = on(Trigger.DOT, false);
    named = on(Trigger.NAMED_TEXT, false);
  }

  /** Whom to ask at marks, numbers and words. */
  final class Places {
    private final boolean unnamed;
    private final int[][] signs = new int[128][];
    private final int[][][] numbers;
    private final int[][] codes;
    private final int[][] keys = new int[128][];

    private Places(boolean unnamed) {
      this.unnamed = unnamed;
      Arrays.fill(signs, NOBODY);
      signs['@'] = on(Trigger.AT_SIGN, unnamed);
      signs[':'] = on(Trigger.COLON, unnamed);
      signs['='] = on(Trigger.EQUALS, unnamed);
      signs['-'] = on(Trigger.DASHES, unnamed);
      numbers =
          Stream.of(Row.values()).map(row -> byLength(Trigger.NUMBER, row)).toArray(int[][][]::new);
      codes = byLength(Trigger.CODE, Row.ALONE);
      for (char first = 0; first < keys.length; first++) {
        keys[first] = starting(first);
      }
    }

    private int[][] byLength(Trigger trigger, Row row) {
      return IntStream.range(0, LENGTHS)
          .mapToObj(length -> fitting(trigger, row, length))
          .toArray(int[][]::new);
    }

    private int[] fitting(Trigger trigger, Row row, int length) {
      return IntStream.of(on(trigger, unnamed))
          .filter(i -> fits(detectors.get(i), length, row))
          .toArray();
    }

    private int[] starting(char first) {
      return IntStream.of(on(Trigger.KEY, unnamed))
          .filter(i -> detectors.get(i).startsWith(first))
          .toArray();
    }

    private boolean fits(Detector detector, int length, Row row) {
      return unnamed ? detector.fitsUnnamed(length, row) : detector.fits(length, row);
    }

    /** Whom to ask at a number. */
    int[] atNumber(Row row, int length) {
      return numbers[row.number()][Math.min(length, LENGTHS - 1)];
    }

    /** Whom to ask at a word of letters and digits. */
    int[] atCode(int length) {
      return codes[Math.min(length, LENGTHS - 1)];
    }

    /** Whom to ask at a word that may be a key, by its first character. */
    int[] atKey(char first) {
      return keys[first];
    }

    /** Whom to ask at an ASCII mark. */
    int[] atSign(char sign) {
      return signs[sign];
    }
  }

  private int[] on(Trigger trigger, boolean unnamed) {
    return IntStream.range(0, detectors.size())
        .filter(i -> detectors.get(i).triggers().contains(trigger))
        .filter(i -> !unnamed || detectors.get(i).topics().isEmpty())
        .toArray();
  }

  /** Whom to ask where a word may say what a value is. */
  Places all() {
    return all;
  }

  /** Whom to ask in a text in which no word says what a value is, nor does its name. */
  Places unnamed() {
    return unnamed;
  }

  /** Whom to ask at the word dot. */
  int[] atDot() {
    return dots;
  }

  /** Whom to ask at the start of a text whose name may be that of a credential. */
  int[] atNamedText() {
    return named;
  }
}
