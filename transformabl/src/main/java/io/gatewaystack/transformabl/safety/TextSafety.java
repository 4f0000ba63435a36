package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One scan of one text, and of the texts found inside it. Confined to one thread. */
final class TextSafety {
  private static final int TURNED = 1; // words in a disguise that no language has

  private final Evidence evidence = new Evidence(Grammar.INSTANCE);
  private final PhraseMatcher matcher = new PhraseMatcher(Grammar.INSTANCE, evidence);
  private final Payloads payloads = new Payloads();
  private final CodeScan code = new CodeScan();
  private final Set<String> hidden = new TreeSet<>();
  private boolean hiddenForSure;
  private boolean encoded;

  TextSafety(String text) {
    read(text);
    payloads.deeper();
    for (String inner = payloads.next(); inner != null; inner = payloads.next()) {
      int before = evidence.best();
      read(inner);
      evidence.weigh();
      encoded |= evidence.best() > before;
    }
    evidence.weigh();
  }

  private void read(String text) {
    PlainText plain = new PlainText(text);
    words(plain);
    if (matcher.turned() >= TURNED || matcher.reversed() >= TURNED) {
      encoded = true;
      words(new PlainText(undone(plain)));
    }
    code.read(plain.chars(), plain.length());
    invisible(plain.invisible());
  }

  private String undone(PlainText plain) {
    String text = new String(plain.chars(), 0, plain.length());
    return matcher.turned() >= TURNED
        ? Disguises.rot13(text)
        : new StringBuilder(text).reverse().toString();
  }

  private void words(PlainText plain) {
    matcher.endText();
    new WordReader(plain, matcher, evidence, payloads).read();
  }

  private void invisible(Invisible invisible) {
    if (invisible.tagged()) {
      hidden.add("tag_characters");
      hiddenForSure = true;
      words(new PlainText(invisible.tagText()));
    }
    if (invisible.carriesData()) {
      hidden.add("invisible_data");
      hiddenForSure = true;
    }
    if (invisible.splitsWords()) {
      hidden.add("split_words");
    }
    if (invisible.turned()) {
      hidden.add("text_direction");
    }
  }

  List<SafetyLabel> labels() {
    List<SafetyLabel> labels = new ArrayList<>(0);
    add(labels, SafetyCategory.PROMPT_INJECTION, evidence.inject(), evidence.injectReasons());
    add(labels, SafetyCategory.JAILBREAK_ATTEMPT, evidence.jail(), evidence.jailReasons());
    if (code.score() >= SafetyScanner.LIKELY) {
      add(labels, SafetyCategory.CODE_INJECTION, code.score(), code.reasons());
    }
    hidden.addAll(evidence.hiding());
    if (!hidden.isEmpty()) {
      boolean sure = hiddenForSure || !evidence.hiding().isEmpty();
      labels.add(
          new SafetyLabel(
              SafetyCategory.HIDDEN_INSTRUCTIONS.label(),
              sure ? Certainty.CLEAR : Certainty.LIKELY,
              hidden));
    }
    return labels;
  }

  private void add(
      List<SafetyLabel> labels, SafetyCategory category, int score, Set<String> reasons) {
    if (score < SafetyScanner.LIKELY) {
      return;
    }
    Set<String> why = new TreeSet<>(reasons);
    if (encoded) {
      why.add("encoded");
    }
    Certainty certainty = score >= SafetyScanner.CLEAR ? Certainty.CLEAR : Certainty.LIKELY;
    labels.add(new SafetyLabel(category.label(), certainty, why));
  }

  String debug() { return evidence.inject() + "/" + evidence.jail() + " " + evidence.injectReasons() + evidence.jailReasons(); }
}
