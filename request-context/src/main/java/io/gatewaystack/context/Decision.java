package io.gatewaystack.context;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.ResponseEditor;
import java.util.Objects;
import java.util.Optional;

/** What a layer decides about a request. A layer that returned a decision is entered. */
public sealed interface Decision {

  /** The context as the layer leaves it; for a denial, the evidence. */
  RequestContext context();

  /** What the layer does when the request is over. */
  Completion completion();

  /** The request goes on. */
  static Proceed proceed(RequestContext context) {
    return new Proceed(context, Optional.empty(), Completion.NONE);
  }

  /** The request is refused; the pipeline fills in the layer's name. */
  static Deny deny(RequestContext context, Denial denial) {
    return new Deny(context, "", denial, Completion.NONE);
  }

  /**
   * The request goes on.
   *
   * @param context the context as the layer leaves it
   * @param editor changes the answer on its way out
   * @param completion what the layer does when the request is over
   */
  record Proceed(RequestContext context, Optional<ResponseEditor> editor, Completion completion)
      implements Decision {

    /** Refuses null. */
    public Proceed {
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(editor, "editor");
      Objects.requireNonNull(completion, "completion");
    }

    /** The same decision with an editor of the answer. */
    public Proceed editing(ResponseEditor newEditor) {
      return new Proceed(context, Optional.of(newEditor), completion);
    }

    /** The same decision with something to do when the request is over. */
    public Proceed whenDone(Completion newCompletion) {
      return new Proceed(context, editor, newCompletion);
    }
  }

  /**
   * The request is refused.
   *
   * @param context the evidence
   * @param layer who refused; empty until the pipeline fills it in
   * @param denial what is answered
   * @param completion what the layer does when the request is over
   */
  record Deny(RequestContext context, String layer, Denial denial, Completion completion)
      implements Decision {

    /** Refuses null. */
    public Deny {
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(layer, "layer");
      Objects.requireNonNull(denial, "denial");
      Objects.requireNonNull(completion, "completion");
    }

    /** The same decision with something to do when the request is over. */
    public Deny whenDone(Completion newCompletion) {
      return new Deny(context, layer, denial, newCompletion);
    }
  }
}
