package io.gatewaystack.transformabl;

import java.util.ArrayList;
import java.util.List;

/** Joins matches that overlap, so that each character is replaced once. */
final class Overlaps {
  private Overlaps() {}

  /**
   * Maximal spans, each with the type of its widest match. Spans that only touch stay apart.
   *
   * @param sorted matches as {@link Findings#sorted} returns them
   */
  static List<Match> merged(List<Match> sorted) {
    if (sorted.size() < 2) {
      return sorted;
    }
    List<Match> spans = new ArrayList<>(sorted.size());
    Match widest = sorted.get(0);
    int start = widest.start();
    int end = widest.end();
    for (Match match : sorted.subList(1, sorted.size())) {
      if (match.start() >= end) {
        spans.add(span(widest, start, end));
        widest = match;
        start = match.start();
        end = match.end();
      } else {
        end = Math.max(end, match.end());
        widest = match.length() > widest.length() ? match : widest;
      }
    }
    spans.add(span(widest, start, end));
    return spans;
  }

  private static Match span(Match widest, int start, int end) {
    return new Match(widest.type(), start, end, widest.confidence(), widest.why());
  }
}
