package io.gatewaystack.transformabl.safety;

/**
 * What brackets open: what is hidden once a text is rendered, links that carry data away, turns of
 * a chat. Confined to one scan.
 */
final class Openings {
  private final PhraseMatcher matcher;
  private final Evidence evidence;
  private final Surroundings around;
  private final Regions regions = new Regions();
  private final Links links = new Links();

  Openings(PhraseMatcher matcher, Evidence evidence, Surroundings around) {
    this.matcher = matcher;
    this.evidence = evidence;
    this.around = around;
  }

  /** Another text is read. */
  void of(char[] chars, int length) {
    regions.of(chars, length);
    links.of(chars, length);
  }

  /** A word starts: ends what is hidden, if that ends in front of it. */
  void show(int start) {
    if (start >= regions.end()) {
      matcher.show();
    }
  }

  /** A bracket stands at a place. */
  void bracket(int at) {
    if (regions.opens(at)) {
      matcher.hide(regions.reason());
    }
    if (links.carryData(at)) {
      evidence.hides("exfiltration_link");
      matcher.sign(Sign.DATA_LINK);
    }
    if (around.isChatMark(at)) {
      matcher.sign(Sign.CHAT_MARK);
    }
  }
}
