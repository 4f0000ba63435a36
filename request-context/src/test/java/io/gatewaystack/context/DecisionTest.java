package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.ResponseEditor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final RequestContext CONTEXT = Requests.http();

  @Test
  void editorAndCompletionAreAddedIndependently() {
    ResponseEditor editor = (message, out) -> out.accept(message);
    Completion completion = (latest, outcome) -> {};

    assertThat(Decision.proceed(CONTEXT))
        .isEqualTo(new Decision.Proceed(CONTEXT, Optional.empty(), Completion.NONE));
    assertThat(Decision.proceed(CONTEXT).editing(editor).whenDone(completion))
        .isEqualTo(new Decision.Proceed(CONTEXT, Optional.of(editor), completion))
        .isEqualTo(Decision.proceed(CONTEXT).whenDone(completion).editing(editor));
  }

  @Test
  void aDenialKeepsItsEvidenceAndHasNoLayerYet() {
    Completion completion = (latest, outcome) -> {};

    Decision.Deny deny = Decision.deny(CONTEXT, Denial.internalError()).whenDone(completion);

    assertThat(deny.context()).isSameAs(CONTEXT);
    assertThat(deny.layer()).isEmpty();
    assertThat(deny.completion()).isSameAs(completion);
  }

  @Test
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> Decision.proceed(null));
    assertThatNullPointerException().isThrownBy(() -> Decision.deny(CONTEXT, null));
    assertThatNullPointerException().isThrownBy(() -> Decision.proceed(CONTEXT).whenDone(null));
  }
}
