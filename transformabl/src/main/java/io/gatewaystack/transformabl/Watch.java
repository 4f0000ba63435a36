package io.gatewaystack.transformabl;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.safety.BoundedClassifier;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.safety.SafetyLabels;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.transformabl.safety.SafetyScan;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import io.gatewaystack.transformabl.safety.Verdict;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is unsafe in the texts of one body or answer, and tells the tally. What belongs
 * together is looked at together: signs in several values of a document add up. Not safe for use by
 * several threads.
 */
final class Watch {
  /** Bytes a scan takes that goes on: where each step of each phrase was spoken last, mostly. */
  private static final int MOST_KEPT = 38 << 10;

  /** Longest name or id, in characters. */
  private static final int WORD = 64;

  private final SafetyRules rules;
  private final SafetyScanner scanner;
  private final Tally tally;
  private @Nullable SafetyScan scan;
  private @Nullable SafetyScan pieces;
  private boolean envelopes;
  private boolean listed; // the value before stands in the same list, or right before
  private SafetyLabels found = SafetyLabels.NONE;

  /**
   * Nothing was looked at so far.
   *
   * @param scanner without a bound: bodies have theirs
   */
  Watch(SafetyRules rules, SafetyScanner scanner, Tally tally) {
    this.rules = rules;
    this.scanner = scanner;
    this.tally = tally;
  }

  /**
   * Looks at a name or a string of a document.
   *
   * @param normal its text without disguises
   * @param original its text as it was written; null for printable ASCII
   */
  void leaf(Leaf.Kind kind, NormalText normal, @Nullable String original) {
    boolean string = kind == Leaf.Kind.STRING;
    boolean goesOn = string && listed;
    listed = string;
    boolean looks = rules.looks() && (string || kind == Leaf.Kind.KEY);
    if (looks && !(envelopes && isWord(normal))) {
      scan().read(normal, original, goesOn);
    }
  }

  /** Looks at the name of a member that was read before, and is a word. */
  void again(ReadName name) {
    listed = false;
    if (rules.looks() && !envelopes) {
      scan().again(name);
    }
  }

  /** Whether documents are envelopes of what is looked at in pieces: words alone say nothing. */
  void envelopes(boolean now) {
    envelopes = now;
  }

  private static boolean isWord(NormalText text) {
    return text.length() <= WORD && text.blank(0) == text.length();
  }

  /** Looks at a text of its own. */
  void text(String text) {
    if (rules.looks()) {
      scan().value(text);
    }
  }

  private SafetyScan scan() {
    SafetyScan current = scan;
    if (current == null) {
      current = scanner.start();
      scan = current;
    }
    return current;
  }

  /** The texts looked at are complete: tells what was found in them. */
  void tell() {
    SafetyScan complete = scan;
    if (complete != null) {
      scan = null;
      listed = false;
      tell(complete.labels());
    }
  }

  /** Looks at a part of a text that comes in pieces, and tells what was found so far. */
  void piece(String part) {
    if (!rules.looks()) {
      return;
    }
    SafetyScan current = pieces;
    if (current == null) {
      current = scanner.start();
      pieces = current;
    }
    tell(current.value(part).labels());
    current.release();
    judge(part);
  }

  private void tell(SafetyLabels labels) {
    SafetyLabels given = rules.given(labels);
    if (!given.equals(SafetyLabels.NONE)) {
      tally.add(given);
      found = found.merge(given);
    }
  }

  /** Whether anybody else judges texts. */
  boolean asks() {
    return rules.classifier().isPresent();
  }

  /** Whether parts of texts have to be put together to be looked at. */
  boolean looks() {
    return rules.looks();
  }

  /** Lets the classifier, if there is one, judge the texts of a document. */
  void judge(JsonDocument document) {
    judge(document, null);
  }

  /**
   * Lets the classifier, if there is one, judge the texts of a document: its strings, and names
   * that are more than a word.
   *
   * @param skipped the pointers of values that are judged elsewhere; null for none
   */
  void judge(JsonDocument document, @Nullable Predicate<String> skipped) {
    BoundedClassifier classifier = rules.classifier().orElse(null);
    if (classifier == null) {
      return;
    }
    StringBuilder texts = new StringBuilder();
    document.walk(
        leaf -> {
          if (texts.length() <= classifier.maxCharacters() && isJudged(leaf, skipped)) {
            texts.append(texts.isEmpty() ? "" : "\n").append(leaf.text());
          }
        });
    judge(texts.toString());
  }

  private boolean isJudged(Leaf leaf, @Nullable Predicate<String> skipped) {
    return switch (leaf.kind()) {
      case STRING ->
          (skipped == null || !skipped.test(leaf.pointer())) && !(envelopes && isWord(leaf.text()));
      case KEY -> !isWord(leaf.text());
      case NUMBER, BOOLEAN, NULL -> false;
    };
  }

  private static boolean isWord(String text) {
    return text.length() <= WORD && text.chars().noneMatch(c -> c <= ' ');
  }

  /**
   * Lets the classifier, if there is one, judge a text.
   *
   * @throws Refused when it could not, and that is not to be overlooked
   */
  void judge(String text) {
    BoundedClassifier classifier = rules.classifier().orElse(null);
    if (classifier == null) {
      return;
    }
    Verdict verdict = classifier.classify(text);
    tell(verdict.labels());
    if (verdict.refuses()) {
      throw new Refused(Transformabl.blocked(tally.content(false), Verdict.UNCLASSIFIED));
    }
  }

  /** Bytes kept between the pieces of texts, at most. */
  int memory() {
    return pieces == null ? 0 : MOST_KEPT;
  }

  /** Everything that was found, with its reasons. */
  SafetyLabels found() {
    return found;
  }
}
