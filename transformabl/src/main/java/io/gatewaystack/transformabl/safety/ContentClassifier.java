package io.gatewaystack.transformabl.safety;

import java.util.Collection;

/**
 * Judges text by means of the owner's: a model, a service, a list. Called through {@link
 * BoundedClassifier}, which bounds how long and how often; used by many threads at once.
 */
@FunctionalInterface
public interface ContentClassifier {

  /**
   * Judges a text.
   *
   * @param text not empty; at most as many characters as the caller has set
   * @return labels in addition to those of {@link SafetyScanner}; empty when there is nothing to
   *     say
   * @throws Exception when it cannot say: what it throws is recorded by its kind, its message is
   *     not shown to anyone
   */
  Collection<SafetyLabel> classify(String text) throws Exception;
}
