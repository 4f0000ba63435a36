package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Detector;
import io.gatewaystack.transformabl.detect.Found;
import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.detect.Sweep;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is looked for: known types by one sweep, then the owner's own. Immutable and safe for use by
 * several threads.
 */
final class Matching {
  private final List<PiiType> types = new ArrayList<>(); // of the detectors in the sweep
  private final Sweep sweep;
  private final List<CustomDetector> custom;
  private final Comparator<Match> order;
  private final KnownNames names = KnownNames.ofAll();

  /**
   * A set of detectors.
   *
   * @param known types and what finds them, in order of precedence
   * @param custom detectors of other types, behind these in precedence
   */
  Matching(Map<PiiType, List<Detector>> known, List<CustomDetector> custom) {
    List<Detector> detectors = new ArrayList<>();
    known.forEach(
        (type, finders) -> {
          for (Detector finder : finders) {
            types.add(type);
            detectors.add(finder);
          }
        });
    this.sweep = new Sweep(detectors);
    this.custom = List.copyOf(custom);
    List<PiiType> ranks = new ArrayList<>(types);
    custom.forEach(detector -> ranks.add(detector.type()));
    this.order =
        Comparator.comparingInt(Match::start)
            .thenComparing(Match::end, Comparator.reverseOrder())
            .thenComparingInt(match -> ranks.indexOf(match.type()));
  }

  /**
   * All matches in the text of a reading: by start; of two that start together the wider, then the
   * first listed, leads.
   *
   * @param name what the text is called
   */
  List<Match> in(Reading reading, Name name) {
    List<Found> found = sweep.over(reading, name);
    if (found.isEmpty() && custom.isEmpty()) {
      return List.of();
    }
    List<Match> matches = new ArrayList<>(found.size());
    for (Found find : found) {
      matches.add(
          new Match(
              types.get(find.detector()),
              find.start(),
              find.end(),
              Confidence.of(find.strength()),
              find.why()));
    }
    custom(reading.text(), matches);
    matches.sort(order);
    return matches;
  }

  private void custom(NormalText text, List<Match> matches) {
    if (custom.isEmpty()) {
      return;
    }
    String read = text.text(0, text.length());
    for (CustomDetector detector : custom) {
      detector.find(
          read,
          (start, end, confidence, why) -> {
            if (start < 0 || end <= start || end > read.length()) {
              throw new IllegalArgumentException(
                  "%s found %d..%d (expected: within 0..%d)"
                      .formatted(detector.type(), start, end, read.length()));
            }
            matches.add(
                new Match(
                    detector.type(),
                    text.originalStart(start),
                    text.originalEnd(end),
                    confidence,
                    why));
          });
    }
  }

  /**
   * Names in which it finds nothing: of all documents, or of one where an owner's detectors look,
   * of which nobody knows whether they find the same tomorrow.
   */
  KnownNames names() {
    return custom.isEmpty() ? names : KnownNames.ofOne();
  }

  /** The types looked for, in order of precedence. */
  List<PiiType> types() {
    List<PiiType> all = new ArrayList<>();
    for (PiiType type : types) {
      if (!all.contains(type)) {
        all.add(type);
      }
    }
    custom.forEach(detector -> all.add(detector.type()));
    return all;
  }
}
