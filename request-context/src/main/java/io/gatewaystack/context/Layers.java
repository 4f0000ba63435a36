package io.gatewaystack.context;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Warnings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wrappers that change how a layer fails, visible where the pipeline is composed. */
public final class Layers {
  private static final Logger LOG = LoggerFactory.getLogger(Layers.class);

  private Layers() {}

  /**
   * A layer whose failure lets the request pass, with a warning in the log and in the context
   * ({@code fail_open:<name>}). Its refusals stand, and so does what it refuses because of the
   * client's body.
   *
   * @throws IllegalArgumentException for a pipeline: it turns a failure into a refusal itself
   */
  public static Layer failOpen(Layer layer) {
    if (layer instanceof Pipeline) {
      throw new IllegalArgumentException("layer: a pipeline (expected: one of its layers)");
    }
    return new FailOpen(layer);
  }

  private record FailOpen(Layer layer) implements Layer {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public Decision before(RequestContext context) {
      try {
        return layer.before(context);
      } catch (Refused e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warn("{}: layer {} failed open", context.request().id(), name(), e);
        return Decision.proceed(context.merge(Warnings.of("fail_open:" + name())));
      }
    }
  }
}
