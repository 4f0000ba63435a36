package io.gatewaystack.context;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.section.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Layers in order, outermost first. {@code Pipeline.of(audit, identity, policy)} decides
 *
 * <pre>{@code audit.before → identity.before → policy.before → application
 * audit.after  ← identity.after  ← policy.after  ←}</pre>
 *
 * <p>A layer that throws refuses the request with 500 {@code internal_error}. Completions of the
 * layers entered run once each in reverse order, each isolated from the others. A context that
 * arrives already refused (it holds a {@link Refusal}) enters the outermost layer only, so that the
 * refusal is recorded but costs no more work. A pipeline is itself a layer: pipelines nest.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Pipeline implements Layer {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final List<Layer> layers;

  private Pipeline(List<Layer> layers) {
    this.layers = layers;
  }

  /**
   * Composes layers, outermost first.
   *
   * @throws IllegalArgumentException when there is none: nothing would govern
   */
  public static Pipeline of(Layer... layers) {
    if (layers.length == 0) {
      throw new IllegalArgumentException("layers: none (expected: at least one)");
    }
    for (Layer layer : layers) {
      if (layer.name().isBlank()) {
        throw new IllegalArgumentException("layer: " + layer.getClass() + " (expected: a name)");
      }
    }
    return new Pipeline(List.copyOf(Arrays.asList(layers)));
  }

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public Decision before(RequestContext context) {
    RequestContext current = context;
    Completion completion = Completion.NONE;
    ResponseEditor editor = null;
    for (Layer layer : layers) {
      Decision decision = enter(layer, current);
      current = decision.context();
      completion = reversed(completion, decision.completion());
      if (decision instanceof Decision.Deny deny) {
        String refusing = deny.layer().isEmpty() ? layer.name() : deny.layer();
        return denied(current, refusing, deny.denial(), completion);
      }
      Optional<ResponseEditor> added = ((Decision.Proceed) decision).editor();
      if (added.isPresent()) {
        editor = editor == null ? added.get() : editor.after(added.get());
      }
      Refusal arrived = current.find(Refusal.class).orElse(null);
      if (arrived != null) {
        return denied(current, arrived.layer(), arrived.denial(), completion);
      }
    }
    return new Decision.Proceed(current, Optional.ofNullable(editor), completion);
  }

  private static Decision.Deny denied(
      RequestContext context, String layer, Denial denial, Completion completion) {
    RequestContext refused = context.merge(new Refusal(layer, denial));
    Refusal first = refused.require(Refusal.class); // what is recorded is what is answered
    return new Decision.Deny(refused, first.layer(), first.denial(), completion);
  }

  private static Decision enter(Layer layer, RequestContext context) {
    try {
      return Objects.requireNonNull(layer.before(context), "decision");
    } catch (Refused e) {
      return Decision.deny(context, e.denial());
    } catch (Throwable e) { // whatever it is, the request must not go on
      LOG.error("{}: layer {} failed", context.request().id(), layer.name(), e);
      return Decision.deny(context, Denial.internalError());
    }
  }

  private static Completion reversed(Completion outer, Completion inner) {
    if (inner == Completion.NONE) {
      return outer;
    }
    return (latest, outcome) -> {
      isolated(inner, latest, outcome);
      outer.after(latest, outcome);
    };
  }

  private static void isolated(Completion completion, RequestContext latest, Outcome outcome) {
    try {
      completion.after(latest, outcome);
    } catch (Throwable e) { // one layer's failure must not cost another its completion
      LOG.error("{}: a completion failed", latest.request().id(), e);
    }
  }

  /**
   * Runs a request without a container, on the calling thread.
   *
   * @param exchange the request's cell, updated with what the layers learn
   * @param handler called with the final context when every layer lets the request pass; what it
   *     refuses by {@link Refused} is answered by {@code refused}
   * @param refused makes the answer to a refusal
   * @return what the handler or {@code refused} returned
   * @throws IllegalStateException when a layer wants to edit an answer: that needs the adapter
   */
  public <R extends @Nullable Object> R execute(
      Exchange exchange, Function<RequestContext, R> handler, Function<Denial, R> refused) {
    Decision decision = before(exchange.context());
    exchange.update(before -> decision.context());
    Outcome outcome = new Outcome.Completed(200);
    try {
      if (decision instanceof Decision.Deny deny) {
        outcome = new Outcome.Denied(deny.layer(), deny.denial(), deny.denial().status());
        return refused.apply(deny.denial());
      }
      if (((Decision.Proceed) decision).editor().isPresent()) {
        throw new IllegalStateException("a layer edits answers: use the servlet adapter");
      }
      return handled(exchange, handler, refused);
    } catch (Throwable e) {
      outcome = new Outcome.Failed(e, 500);
      throw e;
    } finally {
      isolated(decision.completion(), exchange.context(), refusedInside(exchange, outcome));
    }
  }

  /** A handler that asks for a body that cannot be had refuses, as a layer would. */
  private static <R extends @Nullable Object> R handled(
      Exchange exchange, Function<RequestContext, R> handler, Function<Denial, R> refused) {
    try {
      return handler.apply(exchange.context());
    } catch (Refused e) {
      exchange.update(c -> c.merge(new Refusal("application", e.denial())));
      return refused.apply(e.denial());
    }
  }

  private static Outcome refusedInside(Exchange exchange, Outcome outcome) {
    if (!(outcome instanceof Outcome.Completed)) {
      return outcome;
    }
    return exchange
        .context()
        .find(Refusal.class)
        .<Outcome>map(r -> new Outcome.Denied(r.layer(), r.denial(), r.denial().status()))
        .orElse(outcome);
  }
}
