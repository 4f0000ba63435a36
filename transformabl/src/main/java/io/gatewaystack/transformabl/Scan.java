package io.gatewaystack.transformabl;

import io.gatewaystack.context.section.Content;
import io.gatewaystack.transformabl.safety.SafetyLabels;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was found in a text.
 *
 * @param matches in order of {@link Match#start}; they may overlap, e.g. a card number that is also
 *     the local part of an address
 * @param scannedLength characters looked at
 * @param totalLength characters of the text
 */
public record Scan(List<Match> matches, int scannedLength, int totalLength) {

  /** Copies the matches. */
  public Scan {
    matches = List.copyOf(matches);
  }

  /** Whether the end of the text was not looked at: no such text is known to be clean. */
  public boolean truncated() {
    return scannedLength < totalLength;
  }

  /** The labels, risk score and counts of this text, as policy and audit see them. */
  public Content content() {
    return tally().content(truncated());
  }

  private Tally tally() {
    Tally tally = new Tally();
    matches.forEach(match -> tally.add(match.type()));
    return tally;
  }

  /** What the matches mean. */
  public Classification classification() {
    SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
    for (Match match : matches) {
      for (String label : match.type().labels()) {
        labels.computeIfAbsent(label, name -> new TreeSet<>()).add(match.type().name());
      }
    }
    return new Classification(labels, content().riskScore());
  }

  /**
   * What the matches mean, together with what is unsafe in the same text: {@code
   * scan.classification(SafetyScanner.standard().scan(text))}.
   */
  public Classification classification(SafetyLabels safety) {
    SortedMap<String, SortedSet<String>> labels = new TreeMap<>(classification().labels());
    safety.labels().forEach(label -> labels.put(label.name(), new TreeSet<>(label.reasons())));
    Tally tally = tally();
    tally.add(safety);
    return new Classification(labels, tally.riskScore());
  }

  /** What may be told of the text. */
  public Metadata metadata() {
    Content content = content();
    return new Metadata(
        totalLength, content.piiTypes(), matches.size(), content.riskScore(), content.labels());
  }
}
