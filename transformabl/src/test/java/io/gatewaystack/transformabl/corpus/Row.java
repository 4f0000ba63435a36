package io.gatewaystack.transformabl.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of the corpus: a text and what stands in it.
 *
 * @param source where the row comes from
 * @param json whether the text is a JSON document
 * @param text the text
 * @param expected what stands in it, in order
 */
public record Row(String source, boolean json, String text, List<Expected> expected) {

  /**
   * A value to be found.
   *
   * @param type name of its type
   * @param value the value as it stands in the text, decoded where the text is JSON
   */
  public record Expected(String type, String value) {}

  /** The same row with its values disguised. */
  public Row in(Disguise disguise) {
    StringBuilder disguised = new StringBuilder();
    List<Expected> values = new ArrayList<>();
    int at = 0;
    for (Expected value : expected) {
      int start = text.indexOf(value.value(), at);
      String hidden = disguise.of(value.value());
      disguised.append(text, at, start).append(hidden);
      values.add(new Expected(value.type(), hidden));
      at = start + value.value().length();
    }
    String whole = disguised.append(text.substring(at)).toString();
    return new Row(source + " " + disguise, json, whole, values);
  }

  /**
   * Reads a row in which values are marked {@code {{type|value}}}, or {@code {{slot}}} where a
   * generator puts one.
   */
  static Row parse(String source, boolean json, String marked, Values values) {
    StringBuilder text = new StringBuilder();
    List<Expected> expected = new ArrayList<>();
    int at = 0;
    for (int open = marked.indexOf("{{"); open >= 0; open = marked.indexOf("{{", at)) {
      int close = marked.indexOf("}}", open);
      String slot = marked.substring(open + 2, close);
      int bar = slot.indexOf('|');
      String value = bar < 0 ? values.value(slot) : slot.substring(bar + 1);
      text.append(marked, at, open).append(json ? value.replace("\n", "\\n") : value);
      expected.add(new Expected(bar < 0 ? Values.type(slot) : slot.substring(0, bar), value));
      at = close + 2;
    }
    return new Row(source, json, text.append(marked.substring(at)).toString(), expected);
  }
}
