package io.gatewaystack.context.section;

/**
 * A section that several layers may write.
 *
 * @param <S> the section's own type
 */
public interface Mergeable<S extends Mergeable<S>> extends Section {

  /**
   * Combines what stands in the context with what comes later.
   *
   * @param later the section written now
   * @return one section that loses nothing of either
   */
  S merge(S later);
}
