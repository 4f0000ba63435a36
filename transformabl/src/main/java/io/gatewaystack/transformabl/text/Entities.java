package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named character references of HTML for what stands in values and between their parts. */
final class Entities {
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("amp", (int) '&'),
          Map.entry("apos", (int) '\''),
          Map.entry("ast", (int) '*'),
          Map.entry("at", (int) '@'),
          Map.entry("bsol", (int) '\\'),
          Map.entry("bull", (int) '.'),
          Map.entry("colon", (int) ':'),
          Map.entry("comma", (int) ','),
          Map.entry("commat", (int) '@'),
          Map.entry("dash", (int) '-'),
          Map.entry("dot", (int) '.'),
          Map.entry("emsp", (int) ' '),
          Map.entry("ensp", (int) ' '),
          Map.entry("equals", (int) '='),
          Map.entry("gt", (int) '>'),
          Map.entry("hairsp", (int) ' '),
          Map.entry("hyphen", (int) '-'),
          Map.entry("lowbar", (int) '_'),
          Map.entry("lpar", (int) '('),
          Map.entry("lrm", 0x200E),
          Map.entry("lt", (int) '<'),
          Map.entry("mdash", (int) '-'),
          Map.entry("middot", (int) '.'),
          Map.entry("minus", (int) '-'),
          Map.entry("nbsp", (int) ' '),
          Map.entry("ndash", (int) '-'),
          Map.entry("newline", (int) '\n'),
          Map.entry("num", (int) '#'),
          Map.entry("percnt", (int) '%'),
          Map.entry("period", (int) '.'),
          Map.entry("plus", (int) '+'),
          Map.entry("quot", (int) '"'),
          Map.entry("rlm", 0x200F),
          Map.entry("rpar", (int) ')'),
          Map.entry("shy", 0xAD),
          Map.entry("sol", (int) '/'),
          Map.entry("tab", (int) '\t'),
          Map.entry("thinsp", (int) ' '),
          Map.entry("verbar", (int) '|'),
          Map.entry("zwj", 0x200D),
          Map.entry("zwnj", 0x200C),
          Map.entry("zerowidthspace", 0x200B));

  private Entities() {}

  /** What a name, in any case, stands for; null when it is not known. */
  static @Nullable Integer find(String name) {
    return NAMES.get(name.toLowerCase(Locale.ROOT));
  }
}
