package io.gatewaystack.transformabl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the matches of one scan. Not safe for use by several threads. */
final class Findings {
  private final NormalText text;
  private final List<Detector> detectors;
  private final int[] ends;
  private final List<Match> found = new ArrayList<>();
  private int current;

  Findings(NormalText text, List<Detector> detectors) {
    this.text = text;
    this.detectors = detectors;
    this.ends = new int[detectors.size()];
  }

  /** Offers a trigger to one of the detectors. */
  void offer(int detector, int at) {
    if (at >= ends[detector]) {
      current = detector;
      detectors.get(detector).at(text, at, this);
    }
  }

  /** Position, in the normal text, behind the last match of the detector that is running. */
  int lastEnd() {
    return ends[current];
  }

  /** Reports a match of the detector that is running; positions are those of the normal text. */
  void add(int start, int end, Confidence confidence, String why) {
    ends[current] = end;
    int from = text.originalStart(start);
    int to = text.originalEnd(end);
    found.add(new Match(detectors.get(current).type(), from, to, confidence, why));
  }

  /** All matches by start; of two that start together the wider, then the first listed, leads. */
  List<Match> sorted() {
    if (found.size() > 1) {
      found.sort(
          Comparator.comparingInt(Match::start)
              .thenComparing(Match::end, Comparator.reverseOrder())
              .thenComparingInt(this::rank));
    }
    return found;
  }

  private int rank(Match match) {
    int rank = 0;
    while (!detectors.get(rank).type().equals(match.type())) {
      rank++;
    }
    return rank;
  }
}
