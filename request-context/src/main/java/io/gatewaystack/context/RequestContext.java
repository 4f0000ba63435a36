package io.gatewaystack.context;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Caller;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Mergeable;
import io.gatewaystack.context.section.Section;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one request. Immutable: each change makes a new context, and the {@link
 * Exchange} holds the newest. Safe for use by several threads.
 *
 * <p>{@link #body} and {@link #operation} are lazy; both may throw {@link Refused} when the client
 * sent something unacceptable.
 */
public final class RequestContext {
  private static final @Nullable Object[] NONE = {};

  private final RequestInfo request;
  private final Route route;
  private final Body body;
  private final @Nullable Object[]
      entries; // keys and values: cheaper than a map to read and extend
  private volatile @Nullable Operation operation;

  private RequestContext(
      RequestInfo request,
      Route route,
      Body body,
      @Nullable Object[] entries,
      @Nullable Operation operation) {
    this.request = request;
    this.route = route;
    this.body = body;
    this.entries = entries;
    this.operation = operation;
  }

  /** A context without sections. */
  public static RequestContext of(RequestInfo request, Route route, Body body) {
    return new RequestContext(request, route, body, NONE, null);
  }

  /** The unchanging facts of the request. */
  public RequestInfo request() {
    return request;
  }

  /** What the route speaks. */
  public Route route() {
    return route;
  }

  /** The body; nothing is read until its content is asked for. */
  public Body body() {
    return body;
  }

  /**
   * What the request wants to do. Reads the body of MCP and model routes on first use.
   *
   * @throws Refused when the body does not say
   */
  public Operation operation() {
    Operation known = operation;
    if (known == null) {
      known = OperationReader.read(route, request, body);
      operation = known;
    }
    return known;
  }

  /** The operation, if it is known or can be known without reading from the client. */
  public Optional<Operation> findOperation() {
    Operation known = operation;
    if (known == null && (body.loaded() || !OperationReader.needsBody(route, request))) {
      try {
        known = operation();
      } catch (Refused e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(known);
  }

  /**
   * The id of the JSON-RPC request to answer, if the body was read and has a usable one, whatever
   * else is wrong with it.
   */
  public Optional<JsonRpcId> findRpcId() {
    Operation known = findOperation().orElse(null);
    return known != null
        ? Optional.ofNullable(known.id())
        : OperationReader.findId(route, request, body);
  }

  /** The section of a type, if it was written. */
  public <S extends Section> Optional<S> find(Class<S> type) {
    return Optional.ofNullable(type.cast(get(type)));
  }

  /**
   * The section of a type.
   *
   * @throws NoSuchElementException when no layer wrote it: the pipeline lacks a layer
   */
  public <S extends Section> S require(Class<S> type) {
    return find(type)
        .orElseThrow(() -> new NoSuchElementException("no section " + type.getSimpleName()));
  }

  /** On whose behalf the request is made, as far as is known. */
  public Caller caller() {
    return Caller.of(find(Identity.class), request.client());
  }

  /**
   * This context with one more section. From an {@link Identity} its body learns whose it is.
   *
   * @throws IllegalStateException when a section of that type is present
   */
  public RequestContext with(Section section) {
    Class<?> type = section.getClass();
    if (get(type) != null) {
      throw new IllegalStateException("section " + type.getSimpleName() + " is already set");
    }
    RequestContext more = put(type, section);
    if (section instanceof Identity && body instanceof RequestBody unread) {
      unread.sentBy(more.caller());
    }
    return more;
  }

  /** This context with a section combined with what stands there. */
  public <S extends Mergeable<S>> RequestContext merge(S section) {
    Class<?> type = section.getClass();
    @SuppressWarnings("unchecked") // entries of this type were written by this method or by with
    S present = (S) get(type);
    return put(type, present == null ? section : present.merge(section));
  }

  /** The value an embedder stored under a key. */
  public <T> Optional<T> find(ContextKey<T> key) {
    @SuppressWarnings("unchecked") // only with(ContextKey<T>, T) writes it
    T value = (T) get(key);
    return Optional.ofNullable(value);
  }

  /** This context with a value stored under a key, replacing an earlier one. */
  public <T> RequestContext with(ContextKey<T> key, T value) {
    return put(key, Objects.requireNonNull(value, "value"));
  }

  /**
   * This context with other content in its body. The operation must stay what it was: nothing may
   * change what was, or will be, decided on.
   *
   * @throws IllegalStateException when the new content says another operation
   */
  public RequestContext withBody(JsonDocument content) {
    return withBody(RequestBody.replaced(body, content, request.headers()));
  }

  /**
   * This context with other content in its body, of the type and in the encoding that its header
   * fields say; kept, not copied. As {@link #withBody(JsonDocument)}.
   *
   * @throws IllegalStateException when the new content says another operation
   */
  public RequestContext withBody(byte[] content) {
    return withBody(RequestBody.replaced(body, content, request.headers()));
  }

  private RequestContext withBody(Body replaced) {
    Operation before = operation();
    Operation after;
    try {
      after = OperationReader.read(route, request, replaced);
    } catch (Refused e) {
      throw new IllegalStateException("the new body does not say an operation", e);
    }
    if (!after.equals(before)) {
      throw new IllegalStateException("the new body says another operation");
    }
    return new RequestContext(request, route, replaced, entries, before);
  }

  /**
   * This context with other values in the header fields that repeat arguments of a tool (MCP
   * 2026-07-28, {@code Mcp-Param-*}): what a layer changed in the body it changes there, too. No
   * other field can be changed, and none added.
   *
   * @param values name of a field that was sent once, in any case, and its new value: visible ASCII
   *     and inner spaces
   * @throws IllegalArgumentException when a name or a value is not such
   */
  public RequestContext withMcpParams(Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Headers changed = McpParams.replaced(request.headers(), values);
    return new RequestContext(request.with(changed), route, body, entries, operation);
  }

  /**
   * This context on a route that is known more precisely now.
   *
   * @throws IllegalStateException when it is on another route that speaks more than HTTP
   */
  public RequestContext on(Route precise) {
    if (precise.equals(route) || precise.protocol() == Route.Protocol.HTTP) {
      return this;
    }
    if (route.protocol() != Route.Protocol.HTTP) {
      throw new IllegalStateException("the request is on another route");
    }
    return new RequestContext(request, precise, body, entries, null);
  }

  private @Nullable Object get(Object key) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == key) {
        return entries[i + 1];
      }
    }
    return null;
  }

  private RequestContext put(Object key, Object value) {
    int at = 0;
    while (at < entries.length && entries[at] != key) {
      at += 2;
    }
    @Nullable Object[] changed = Arrays.copyOf(entries, Math.max(entries.length, at + 2));
    changed[at] = key;
    changed[at + 1] = value;
    return new RequestContext(request, route, body, changed, operation);
  }

  /** Names the request and which sections are present, never their content. */
  @Override
  public String toString() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < entries.length; i += 2) {
      names.append(i == 0 ? "" : ",");
      names.append(entries[i] instanceof Class<?> type ? type.getSimpleName() : entries[i]);
    }
    return "RequestContext[" + request + " " + names + "]";
  }
}
