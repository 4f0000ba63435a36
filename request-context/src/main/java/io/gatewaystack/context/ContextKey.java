package io.gatewaystack.context;

/**
 * A typed place in the request context for what an embedder adds. Two keys are never equal, even
 * with the same name.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // it types the value, not the key
public final class ContextKey<T> {
  private final String name;

  private ContextKey(String name) {
    this.name = name;
  }

  /** A new key; keep it in a constant. */
  public static <T> ContextKey<T> named(String name) {
    return new ContextKey<>(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
