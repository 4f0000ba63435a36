package io.gatewaystack.transformabl.check;

import java.util.Arrays;

/** The categories of the International Classification of Diseases, 10th revision. */
public final class IcdCodes {
  /**
   * For A to Z the categories in use by WHO's ICD-10 or by ICD-10-CM, as ranges of their second and
   * third character.
   */
  private static final String[] CATEGORIES = {
    "00-09 15-28 30-60 63-99",
    "00-10 15-27 30-60 64-83 85-92 94-97 99-99",
    "00-26 30-34 37-41 43-58 60-97",
    "00-07 09-49 50-53 55-78 80-84 86-89",
    "00-07 08-16 20-36 40-46 50-56 58-61 63-68 70-80 83-90",
    "00-07 09-25 28-34 38-45 48-48 50-66 68-73 78-84 88-95 98-99",
    "00-14 20-26 30-32 35-37 40-47 50-65 70-73 80-83 89-99",
    "00-06 10-11 13-13 15-22 25-28 30-36 40-40 42-55 57-62 65-75 80-83 90-95",
    "00-02 05-16 20-28 30-52 60-89 95-99",
    "00-06 09-18 20-22 30-47 60-70 80-86 90-96 98-99",
    "00-14 20-23 25-31 35-46 50-52 55-68 70-77 80-83 85-87 90-95",
    "00-05 08-08 10-14 20-30 40-45 49-60 62-68 70-76 80-95 97-99",
    "00-36 40-51 53-54 60-63 65-68 70-73 75-77 79-96 97-99",
    "00-08 10-23 25-37 39-53 60-65 70-77 80-99",
    "00-16 20-26 28-36 40-48 60-77 80-99",
    "00-05 07-08 10-29 35-39 50-61 70-72 74-78 80-81 83-84 90-96",
    "00-07 10-18 20-28 30-45 50-56 60-87 89-93 95-99",
    "00-07 09-23 25-27 29-36 39-52 53-66 68-71 73-74 76-76 78-94 95-99",
    "00-99",
    "00-07 08-36 38-88 90-98",
    "04-07 09-09 10-12",
    "00-06 09-99",
    "00-40 42-46 49-99",
    "00-06 08-99",
    "00-38 40-66 69-99",
    "00-05 08-23 28-34 36-49 51-99",
  };

  private static final String WITH_A = "C4C7D3M1O9Z3";
  private static final String WITH_B = "C4C7D3";

  private static final boolean[][] USED = used();

  private IcdCodes() {}

  private static boolean[][] used() {
    boolean[][] used = new boolean[26][100];
    for (int letter = 0; letter < CATEGORIES.length; letter++) {
      for (String range : CATEGORIES[letter].split(" ", -1)) {
        int low = Integer.parseInt(range.substring(0, 2));
        int high = Integer.parseInt(range.substring(3));
        Arrays.fill(used[letter], low, high + 1, true);
      }
    }
    return used;
  }

  /**
   * Whether a category exists.
   *
   * @param letter an ASCII letter of any case
   * @param first an ASCII digit
   * @param second an ASCII digit, or {@code A} or {@code B} as in ICD-10-CM's {@code C7A}
   */
  public static boolean isCategory(char letter, char first, char second) {
    char capital = Character.toUpperCase(letter);
    return switch (second) {
      case 'A', 'a' -> isOneOf(WITH_A, capital, first);
      case 'B', 'b' -> isOneOf(WITH_B, capital, first);
      default ->
          second >= '0' && second <= '9' && USED[capital - 'A'][(first - '0') * 10 + second - '0'];
    };
  }

  private static boolean isOneOf(String categories, char letter, char digit) {
    for (int i = 0; i < categories.length(); i += 2) {
      if (categories.charAt(i) == letter && categories.charAt(i + 1) == digit) {
        return true;
      }
    }
    return false;
  }
}
