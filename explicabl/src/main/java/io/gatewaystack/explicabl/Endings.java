package io.gatewaystack.explicabl;

import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Outcome.Completed;
import io.gatewaystack.context.Outcome.Denied;
import io.gatewaystack.context.Outcome.Failed;
import io.gatewaystack.context.Outcome.TimedOut;
import io.gatewaystack.explicabl.AuditEvent.Decision;
import io.gatewaystack.explicabl.AuditEvent.Ending;

/** Says how a request ended, who decided it and why. */
final class Endings {
  private static final String APPLICATION = "application";
  private static final Ending COMPLETED = new Ending(APPLICATION, Decision.ALLOW, "completed");
  private static final Ending FAILED = new Ending(APPLICATION, Decision.ERROR, "application_error");
  private static final Ending TIMED_OUT =
      new Ending(APPLICATION, Decision.TIMEOUT, "application_timeout");
  private static final Ending ABORTED = new Ending("client", Decision.ABORT, "client_abort");

  private Endings() {}

  /** An if-chain, because release 17 has no pattern switch. */
  static Ending of(Outcome outcome) {
    if (outcome instanceof Completed) {
      return COMPLETED;
    }
    if (outcome instanceof Denied denied) {
      // What an upstream or our own failure caused is no decision against the caller.
      boolean failure = denied.denial().status() >= 500;
      return new Ending(
          denied.layer(), failure ? Decision.ERROR : Decision.DENY, denied.denial().reason());
    }
    if (outcome instanceof Failed) {
      return FAILED;
    }
    return outcome instanceof TimedOut ? TIMED_OUT : ABORTED;
  }

  static Ending of(EdgeRefusal refusal) {
    int status = refusal.status();
    Decision decision =
        status == 0 ? Decision.ABORT : status >= 500 ? Decision.ERROR : Decision.DENY;
    return new Ending("edge", decision, refusal.code());
  }

  /** The status answered with; 0 when the outcome does not know one. */
  static int status(Outcome outcome) {
    if (outcome instanceof Completed completed) {
      return completed.status();
    }
    if (outcome instanceof Denied denied) {
      return denied.status();
    }
    return outcome instanceof Failed failed ? failed.status() : 0;
  }
}
