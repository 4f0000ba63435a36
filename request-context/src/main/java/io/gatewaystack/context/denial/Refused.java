package io.gatewaystack.context.denial;

/**
 * A refusal thrown: the body or the operation asked for cannot be had because of what the client
 * sent, or an answer must not be let out. Thrown only by the request's body and operation and by
 * editors of answers; pipeline and adapter turn it into the {@link Denial} it carries. It has no
 * stack trace, because a client can cause it at will.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Denial denial;

  /** Wraps a refusal. */
  public Refused(Denial denial) {
    super(denial.reason(), null, false, false);
    this.denial = denial;
  }

  /** The refusal to answer with. */
  public Denial denial() {
    return denial;
  }
}
