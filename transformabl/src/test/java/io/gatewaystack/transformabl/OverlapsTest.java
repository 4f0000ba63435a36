package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverlapsTest {
  private static final PiiType A = new PiiType("a", Set.of());
  private static final PiiType B = new PiiType("b", Set.of());

  private static Match match(PiiType type, int start, int end) {
    return new Match(type, start, end, Confidence.HIGH, "test");
  }

  @Test
  void joinsAChainOfOverlapsUnderTheWidestType() {
    assertThat(Overlaps.merged(List.of(match(A, 0, 5), match(B, 4, 12), match(A, 11, 14))))
        .containsExactly(match(B, 0, 14));
  }

  @Test
  void keepsSpansThatOnlyTouchApart() {
    List<Match> touching = List.of(match(A, 0, 5), match(B, 5, 9));
    assertThat(Overlaps.merged(touching)).isEqualTo(touching);
  }

  @Test
  void swallowsInnerSpans() {
    assertThat(
            Overlaps.merged(
                List.of(match(A, 0, 9), match(B, 2, 4), match(B, 5, 8), match(B, 20, 22))))
        .containsExactly(match(A, 0, 9), match(B, 20, 22));
  }

  @Test
  void givesIdenticalSpansTheFirstType() {
    assertThat(Overlaps.merged(List.of(match(A, 1, 9), match(B, 1, 9))))
        .containsExactly(match(A, 1, 9));
  }

  @Test
  void redactsACardInsideAnAddressAsOneSpan() {
    String text = "to 4111111111111111@example.com";
    TextScanner all = TextScanner.ofAllTypes();
    assertThat(all.scan(text).matches())
        .extracting(Match::type)
        .containsExactly(PiiType.EMAIL, PiiType.CREDIT_CARD);
    assertThat(all.redact(text, Redaction.placeholder())).isEqualTo("to [EMAIL]");
    assertThat(all.redact(text, Redaction.mask())).isEqualTo("to 41************************om");
  }

  @Test
  void leavesOutTypesNotAskedForBeforeJoining() {
    String text = "to 4111111111111111@example.com";
    assertThat(TextScanner.of(List.of(PiiType.CREDIT_CARD)).redact(text, Redaction.placeholder()))
        .isEqualTo("to [CREDIT_CARD]@example.com");
  }
}
