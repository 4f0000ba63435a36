package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.policy.ReplayReport.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a candidate policy over the audit record and tells which decisions would change.
 *
 * <p>The candidate stands where the policy of its name stood, or the only one that was enforced;
 * beside several others it is one more that must allow. Where a decision depends on a fact that is
 * not on record, the replay says so and does not guess. Decisions made before any policy was asked,
 * for a missing scope or a missing token, cannot change and are not counted; nor are completions,
 * which follow what a caller sees, and subscriptions by {@code subscriptions/listen}, whose
 * resources are not on record.
 *
 * <p>Reads line by line in bounded memory, and what it reads is not trusted. Not safe for use by
 * several threads.
 */
public final class PolicyReplay {
  private final Optional<Policy> candidate;
  private final String shadow;
  private final Tally tally;

  private PolicyReplay(Optional<Policy> candidate, String shadow, String title) {
    this.candidate = candidate;
    this.shadow = shadow;
    this.tally = new Tally(title);
  }

  /** Tries a policy. */
  public static PolicyReplay of(Policy candidate) {
    return new PolicyReplay(
        Optional.of(candidate), "", candidate.name() + " " + candidate.version());
  }

  /**
   * Tries what a policy in the shadow said when it was asked.
   *
   * @param name the name of that policy
   */
  public static PolicyReplay ofShadow(String name) {
    return new PolicyReplay(
        Optional.empty(), Objects.requireNonNull(name, "name"), name + " in the shadow");
  }

  /**
   * Reads lines of audit events, as explicabl writes them to files and consoles. Other lines are
   * passed over. May be called again for more; the caller closes the stream.
   */
  public void read(InputStream audit) throws IOException {
    BoundedLines lines = new BoundedLines(audit);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      tally.line();
      if (lines.tooLong()) {
        tally.unreadable();
        continue;
      }
      Optional<byte[]> event = AuditLine.event(line);
      if (event.isPresent()) {
        event(event.get());
      }
    }
  }

  private void event(byte[] json) {
    try {
      AuditLine line = AuditLine.read(json).orElse(null);
      if (line != null) {
        judge(line);
      }
    } catch (AuditLine.Unreadable e) {
      tally.unreadable();
    }
  }

  private void judge(AuditLine line) {
    Operation operation = line.request().operation();
    boolean completes = operation.kind() == Operation.Kind.MCP_COMPLETE;
    if (completes || operation.method().equals("subscriptions/listen")) {
      return; // what decided is not on record
    }
    Optional<Opinion> opinion =
        candidate.map(p -> p.judge(line.request(), Policy.isConversation(operation)));
    Ruling said =
        opinion
            .map(o -> o.by(candidate.orElseThrow(), true))
            .or(() -> line.shadow(shadow))
            .orElse(null);
    if (said == null) {
      return;
    }
    tally.judged(line.rulings());
    Trial trial = Trial.of(line.rulings(), said);
    Optional<Kind> change = line.allowed() ? trial.change() : trial.changeOfRefused();
    if (change.isEmpty()) {
      tally.unchanged();
      return;
    }
    tally.changed(change.get(), trial, line.requestId());
    if (change.get() == Kind.UNDECIDED) {
      opinion.ifPresent(o -> tally.unknown(o.unknown()));
    }
  }

  /** What was found so far. */
  public ReplayReport report() {
    return tally.report();
  }
}
