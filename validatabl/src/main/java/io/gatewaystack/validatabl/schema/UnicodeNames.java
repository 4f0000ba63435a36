package io.gatewaystack.validatabl.schema;

import java.util.Map;

/** Names of character properties: ECMA-262 knows long ones, RE2 only short ones. */
final class UnicodeNames {
  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("Letter", "L"),
          Map.entry("Uppercase_Letter", "Lu"),
          Map.entry("Lowercase_Letter", "Ll"),
          Map.entry("Titlecase_Letter", "Lt"),
          Map.entry("Modifier_Letter", "Lm"),
          Map.entry("Other_Letter", "Lo"),
          Map.entry("Mark", "M"),
          Map.entry("Nonspacing_Mark", "Mn"),
          Map.entry("Number", "N"),
          Map.entry("Decimal_Number", "Nd"),
          Map.entry("digit", "Nd"),
          Map.entry("Letter_Number", "Nl"),
          Map.entry("Other_Number", "No"),
          Map.entry("Punctuation", "P"),
          Map.entry("punct", "P"),
          Map.entry("Symbol", "S"),
          Map.entry("Currency_Symbol", "Sc"),
          Map.entry("Math_Symbol", "Sm"),
          Map.entry("Separator", "Z"),
          Map.entry("Space_Separator", "Zs"),
          Map.entry("Control", "Cc"),
          Map.entry("cntrl", "Cc"));

  private UnicodeNames() {}

  /** The name RE2 knows; a name that is not in the table as it is, for RE2 to judge. */
  static String re2(String name) {
    int equal = name.indexOf('=');
    String value = equal < 0 ? name : name.substring(equal + 1);
    return CATEGORIES.getOrDefault(value, value);
  }
}
