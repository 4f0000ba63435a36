package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A layer that lets everything pass and remembers how each request ended. */
final class Recorder implements Layer {
  private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
  private final List<RequestContext> contexts = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "recorder";
  }

  @Override
  public Decision before(RequestContext context) {
    return Decision.proceed(context)
        .whenDone(
            (latest, outcome) -> {
              contexts.add(latest);
              outcomes.add(outcome);
            });
  }

  /** The one outcome of the one request; waits for it, and a moment longer for a second one. */
  Outcome only() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (outcomes.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    TimeUnit.MILLISECONDS.sleep(20);
    if (outcomes.size() != 1) {
      throw new AssertionError("outcomes: " + outcomes);
    }
    return outcomes.get(0);
  }

  RequestContext context() throws InterruptedException {
    only();
    return contexts.get(0);
  }
}
