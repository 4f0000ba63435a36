package io.gatewaystack.context;

import java.util.List;
import java.util.function.Function;

/** A layer that decides as it is told and writes down when it is entered and when it is done. */
record TestLayer(String name, List<String> log, Function<RequestContext, Decision> decision)
    implements Layer {

  static TestLayer passing(String name, List<String> log) {
    return new TestLayer(name, log, Decision::proceed);
  }

  @Override
  public Decision before(RequestContext context) {
    log.add(name);
    Decision decided = decision.apply(context);
    Completion done =
        (latest, outcome) -> {
          log.add("/" + name + " " + outcome.getClass().getSimpleName());
          decided.completion().after(latest, outcome);
        };
    return decided instanceof Decision.Deny deny
        ? deny.whenDone(done)
        : ((Decision.Proceed) decided).whenDone(done);
  }
}
