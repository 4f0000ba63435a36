package io.gatewaystack.transformabl;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Names that leave it to their surroundings to say what a value is: {@code value}, {@code no}. */
final class NeutralNames {
  private static final int LONGEST = 9;
  private static final int LONGEST_DOCUMENT = 15; // number

  private static final Set<String> ALL =
      Set.of(
          "a",
          "answer",
          "available",
          "code",
          "content",
          "current",
          "data",
          "display",
          "doc_number",
          "docnumber",
          "document_no",
          "document_number",
          "documentno",
          "documentnumber",
          "e164",
          "formatted",
          "full",
          "home",
          "id_no",
          "id_number",
          "idno",
          "idnumber",
          "input",
          "installed",
          "item",
          "latest",
          "main",
          "no",
          "num",
          "number",
          "nr",
          "previous",
          "primary",
          "raw",
          "response",
          "secondary",
          "text",
          "v",
          "val",
          "value",
          "work");

  /** Those of them that make one name with the word in front of them. */
  private static final Set<String> NUMBERS = Set.of("code", "no", "num", "number", "nr");

  private NeutralNames() {}

  /**
   * Whether the name of a member is one of them.
   *
   * @param json holds the name
   * @param from its first byte
   * @param to behind its last byte
   */
  static boolean areIn(byte[] json, int from, int to) {
    boolean document = to - from <= LONGEST_DOCUMENT && (json[from] | 0x20) == 'd';
    return (to - from <= LONGEST || document)
        && contain(new String(json, from, to - from, StandardCharsets.UTF_8));
  }

  /** Whether a step of a pointer is one of them, or the place in an array. */
  static boolean contain(String step) {
    return step.isEmpty()
        || isPlace(step)
        || step.length() <= LONGEST_DOCUMENT && ALL.contains(step.toLowerCase(Locale.ROOT));
  }

  /** Whether a step makes one name with the word in front of it: {@code passport/no}. */
  static boolean areNumber(String step) {
    return NUMBERS.contains(step.toLowerCase(Locale.ROOT));
  }

  private static boolean isPlace(String step) {
    return step.length() <= LONGEST && Character.isDigit(step.charAt(0));
  }
}
