package io.gatewaystack.transformabl;

import io.gatewaystack.context.section.Content;
import java.util.List;

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
    Tally tally = new Tally();
    matches.forEach(match -> tally.add(match.type()));
    return tally.content(truncated());
  }
}
