package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.EventLines;
import io.gatewaystack.context.response.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one upstream of several says, told so that the client can tell whose it is: ids of the
 * upstream's requests and places in its streams are sealed, its resources carry its name.
 */
final class FederatedPassing implements Passing {
  private final McpUpstream upstream;
  private final ServerRequests requests;
  private final Function<String, Optional<String>> eventIds;
  private final Witness witness;

  /**
   * What one upstream says.
   *
   * @param requests names requests of upstreams towards the client
   * @param eventIds what an event's id becomes; empty when the client cannot use it
   * @param witness looks on
   */
  FederatedPassing(
      McpUpstream upstream,
      ServerRequests requests,
      Function<String, Optional<String>> eventIds,
      Witness witness) {
    this.upstream = upstream;
    this.requests = requests;
    this.eventIds = eventIds;
    this.witness = witness;
  }

  /** Who has to know what an upstream says. */
  interface Witness {
    /** Nobody. */
    Witness NONE = new Witness() {};

    /**
     * An answer begins.
     *
     * @throws UnusableAnswer when the client must be told something else
     */
    default void head(UpstreamHead head) {}

    /** The request is answered by a result. */
    default void result() {}
  }

  @Override
  public boolean isPlace(String id) {
    return !id.isEmpty() && eventIds.apply(id).isPresent();
  }

  @Override
  public void head(UpstreamHead head) {
    witness.head(head);
  }

  /** An upstream's session is a part of one that has its name already. */
  @Override
  public Optional<String> session(String id) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> event(Message event, RpcMessage message) {
    if (requests.refuses(upstream, message)) {
      return Optional.empty();
    }
    JsonDocument changed = changed(event.json(), message);
    String id = event.id();
    if (id == null && changed.equals(event.json())) {
      return Optional.ofNullable(event.original());
    }
    Message told = event.with(changed);
    return Optional.of(
        EditedBody.event(id == null ? told : told.withId(eventIds.apply(id).orElse(null))));
  }

  @Override
  public byte[] block(byte[] block) {
    EventLines lines = EventLines.of(block);
    return lines.value("id").map(id -> renamed(lines, eventIds.apply(id))).orElse(block);
  }

  private static byte[] renamed(EventLines lines, Optional<String> id) {
    return id.map(name -> lines.with("id", name.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> lines.without("id"))
        .bytes();
  }

  @Override
  public byte[] body(RpcMessage message, byte[] body) {
    return changed(JsonDocument.parse(body), message).bytes();
  }

  private JsonDocument changed(JsonDocument document, RpcMessage message) {
    Edits edits = Edits.of(document);
    Elicitations.rename(upstream, message, edits);
    switch (message.kind()) {
      case REQUEST -> request(message, edits);
      case NOTIFICATION -> notification(message, edits);
      case RESULT -> {
        witness.result();
        message.root().member("result").ifPresent(result -> result(result, edits));
      }
      case ERROR -> {} // says nothing else that belongs to anybody
    }
    return edits.apply();
  }

  private void request(RpcMessage message, Edits edits) {
    if (message.id() != null) {
      edits.text(message.id(), requests.seal(upstream, message.id()));
    }
    message
        .root()
        .at("params", "_meta", "progressToken")
        .ifPresent(token -> edits.text(token, requests.seal(upstream, token)));
  }

  private void notification(RpcMessage message, Edits edits) {
    switch (message.method()) {
      case "notifications/cancelled" ->
          message
              .root()
              .at("params", "requestId")
              .ifPresent(id -> edits.text(id, requests.seal(upstream, id)));
      case "notifications/resources/updated" ->
          message.root().at("params").ifPresent(params -> uri(params, edits));
      default -> {} // names nothing of the upstream's
    }
  }

  /** Resources stand in known places of results; the rest of a result is opaque. */
  private void result(JsonSpan result, Edits edits) {
    elements(result, "content").forEach(content -> content(content, edits));
    elements(result, "contents").forEach(resource -> uri(resource, edits));
    for (JsonSpan message : elements(result, "messages")) {
      message
          .member("content")
          .ifPresent(
              content -> {
                content(content, edits);
                content.elements().forEach(part -> content(part, edits));
              });
    }
  }

  private static List<JsonSpan> elements(JsonSpan object, String name) {
    return object.member(name).map(JsonSpan::elements).orElse(List.of());
  }

  private void content(JsonSpan content, Edits edits) {
    String type = content.member("type").map(JsonSpan::text).orElse("");
    switch (type) {
      case "resource_link" -> uri(content, edits);
      case "resource" -> content.member("resource").ifPresent(r -> uri(r, edits));
      default -> {} // holds no resource
    }
  }

  private void uri(JsonSpan owner, Edits edits) {
    owner
        .member("uri")
        .filter(JsonSpan::isString)
        .ifPresent(uri -> edits.prefix(uri, SourceNames.uriPrefix(upstream)));
  }
}
