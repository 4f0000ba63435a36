package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Locale;
import java.util.Set;

/** Words for things that are labelled as diagnoses are coded: {@code connector J45}. */
final class Things {
  private static final int LONGEST_WORD = 12;
  private static final int LONGEST_LABEL = 7;
  private static final int MOST_LABELS = 4; // of a row

  private static final Set<String> LABELLED =
      Set.of(
          """
          aisle alarm anschluss antenna axis band basin battery bay board bolt box breaker bus
          button cabin cabinet cable camera capacitor cell channel chapter chart check chip circuit connector
          corridor coupling diode dock door drawer drill drive dtc electrode engine episode fan fig figure
          filter fixture folder frame frequency fuse gasket gate gear generator grid hall header interface
          jack junction lamp lane lift lot machine map meter mixer model modell module motor nozzle
          outlet page panel part pin pipe plate platform plot plug pocket port pos printer rack ramp
          reader reel regal relay resistor ring robot roller room route row rule screw seal seat
          section sector sensor server shelf shuttle slide slot socket square station switch tab
          table tank task terminal thread tile tool track trail trailer transistor tray tunnel unit wheel winch
          window wing zone"""
              .strip()
              .split("\\s+"));

  private Things() {}

  /** Whether such a word stands in front of a label, or of the row of labels that it goes on. */
  static boolean standBefore(NormalText text, int label) {
    int at = label;
    for (int labels = 0; labels < MOST_LABELS; labels++) {
      int end = text.at(at - 1) == ' ' ? at - 1 : at;
      end -= text.at(end - 1) == '.' ? 1 : 0;
      int start = letters(text, end);
      if (end == at || start == end) {
        return false;
      }
      String word = text.text(start, end).toLowerCase(Locale.ROOT);
      if (LABELLED.contains(word) || LABELLED.contains(singular(word))) {
        return true;
      }
      at = word.equals("and") || word.equals("or") || word.equals("to") ? before(text, start) : at;
      if (at >= start) {
        return false;
      }
    }
    return false;
  }

  private static String singular(String word) {
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  private static int letters(NormalText text, int end) {
    int start = end;
    while (end - start <= LONGEST_WORD && Character.isLetter(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the label starts that a word joins to the next; the word itself when there is none. */
  private static int before(NormalText text, int joint) {
    int start = joint - 1;
    while (joint - start <= LONGEST_LABEL
        && (text.isAlphanumeric(start - 1) || text.at(start - 1) == '.')) {
      start--;
    }
    boolean label = text.isLetter(start) && text.isDigit(start + 1);
    return text.at(joint - 1) == ' ' && label ? start : joint;
  }
}
