package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.Validatabl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Java of docs/policy.md, compiled; its test runs it and compares it with the page. */
@SuppressWarnings("unused")
final class PolicyGuide {

  private PolicyGuide() {}

  static Validatabl first() throws IOException {
    // begin
    ReloadingPolicy policy = ReloadingPolicy.builder(Path.of("policy.yaml")).load();
    Validatabl authorization = Validatabl.builder().policy(policy).build();
    // end
    return authorization;
  }

  static Policy inCode() {
    // begin
    Policy inCode =
        Policy.of(
                List.of(
                    Rule.deny("no-card-numbers")
                        .priority(10)
                        .when("content.labels", Operator.CONTAINS, "pci")
                        .build(),
                    Rule.allow("ledger-for-staff")
                        .when("role", Operator.CONTAINS, "staff")
                        .when("tool", Operator.STARTS_WITH, "ledger_")
                        .build()))
            .named("main");
    // end
    return inCode;
  }

  static Validatabl several(Policy base, Policy team, Policy candidate) {
    // begin
    Validatabl authorization =
        Validatabl.builder()
            .policy(base) // each of these must allow
            .policy(team)
            .shadowPolicy(candidate) // this one is only asked
            .build();
    // end
    return authorization;
  }

  static boolean healthy(ReloadingPolicy policy) {
    // begin
    ReloadingPolicy.Status status = policy.status();
    boolean healthy = status.problem().isEmpty();
    // end
    return healthy;
  }

  static int replay() throws IOException {
    // begin
    StringBuilder report = new StringBuilder();
    int outcome = ReplayCommand.run(List.of("candidate.yaml", "audit.jsonl"), report);
    // end
    return outcome;
  }
}
