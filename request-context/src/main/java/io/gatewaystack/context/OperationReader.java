package io.gatewaystack.context;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.net.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the routing fields of a request, as its route says how. */
final class OperationReader {
  /** Most resources one request may subscribe to, and most characters of them: each is judged. */
  private static final int MAX_SUBSCRIPTIONS = 1_000;

  private static final int MAX_SUBSCRIBED_CHARACTERS = 1 << 16;

  /** Most characters of what was chosen before the value that is to be completed. */
  private static final int MAX_CHOSEN_CHARACTERS = 1 << 14;

  private static final Denial METHOD =
      Denial.methodNotAllowed(List.of("GET", "POST", "DELETE", "OPTIONS"));

  private final RequestInfo request;
  private final Body body;

  private OperationReader(RequestInfo request, Body body) {
    this.request = request;
    this.body = body;
  }

  /**
   * The operation of a request.
   *
   * @throws Refused when the body does not say one
   */
  static Operation read(Route route, RequestInfo request, Body body) {
    OperationReader reader = new OperationReader(request, body);
    return switch (route.protocol()) {
      case HTTP -> http(request);
      case MCP -> reader.mcp();
      case REST_TOOL -> reader.restTool(route);
      case MODEL -> reader.model();
    };
  }

  /**
   * The id of an MCP request that cannot be read otherwise, or is not acceptable: whoever is
   * refused wants to know which of its requests was.
   */
  static Optional<JsonRpcId> findId(Route route, RequestInfo request, Body body) {
    if (route.protocol() != Route.Protocol.MCP || !needsBody(route, request) || !body.loaded()) {
      return Optional.empty();
    }
    try {
      return Optional.of(idOf(body.json().tree().path("id")));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  /** Whether {@link #read} needs the body. */
  static boolean needsBody(Route route, RequestInfo request) {
    return switch (route.protocol()) {
      case HTTP, REST_TOOL -> false;
      case MCP, MODEL -> request.method().equals("POST");
    };
  }

  private static Operation http(RequestInfo request) {
    return new Operation(Kind.HTTP, request.method(), null, request.path(), null);
  }

  /** The tool is in the path, but a body read as JSON here must be read as JSON behind us, too. */
  private Operation restTool(Route route) {
    if (announcesContent() || !request.headers().all("Content-Type").isEmpty()) {
      checkMediaType();
    }
    String path = request.path();
    String tool =
        path.startsWith(route.prefix() + "/") ? path.substring(route.prefix().length() + 1) : "";
    return new Operation(Kind.REST_TOOL, request.method(), null, tool, null);
  }

  private boolean announcesContent() {
    Headers headers = request.headers();
    return headers.first("Content-Length").filter(length -> !length.equals("0")).isPresent()
        || !headers.all("Transfer-Encoding").isEmpty();
  }

  private Operation model() {
    if (!request.method().equals("POST")) {
      return http(request);
    }
    JsonNode call = object();
    OneSpelling.checkModelCall(call);
    JsonNode model = call.path("model");
    if (!model.isString() || model.stringValue().isEmpty()) {
      throw refused("missing_model", "The body must name a model");
    }
    String name = bounded(model.stringValue());
    return new Operation(Kind.MODEL_CALL, request.method(), null, request.path(), name);
  }

  private Operation mcp() {
    return switch (request.method()) {
      case "POST" -> message();
      case "GET" -> empty(new Operation(Kind.MCP_STREAM, "", null, null, null));
      case "DELETE" -> empty(new Operation(Kind.MCP_END, "", null, null, null));
      case "OPTIONS" -> empty(http(request)); // a browser asks before it sends what counts
      default -> throw new Refused(METHOD); // a server that takes it for POST would be ungoverned
    };
  }

  /** What a body would say nobody judges, and a server might do it. */
  private Operation empty(Operation operation) {
    if (announcesContent()) {
      throw refused("unexpected_body", "Only a POST has a body here");
    }
    return operation;
  }

  private Operation message() {
    JsonNode message = object();
    OneSpelling.checkMessage(message);
    if (!message.path("jsonrpc").isString()
        || !message.path("jsonrpc").stringValue().equals("2.0")) {
      throw refused("not_jsonrpc", "The body must be a JSON-RPC 2.0 message");
    }
    int meanings =
        (message.has("method") ? 1 : 0)
            + (message.has("result") ? 1 : 0)
            + (message.has("error") ? 1 : 0);
    if (meanings != 1) { // two readers could take it for two things
      throw refused(
          "not_jsonrpc", "The body must be a JSON-RPC 2.0 request, notification or response");
    }
    if (!message.has("method")) {
      checkMirror("Mcp-Method", "");
      return new Operation(Kind.MCP_RESPONSE, "", null, null, null);
    }
    String method = methodOf(message);
    checkMirror("Mcp-Method", method);
    JsonNode params = message.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw refused("invalid_params", "The params must be an object");
    }
    return message.has("id")
        ? request(method, idOf(message.path("id")), params)
        : notification(method);
  }

  private static String methodOf(JsonNode message) {
    JsonNode method = message.path("method");
    if (!method.isString() || method.stringValue().isEmpty()) {
      throw refused("invalid_method", "The method must be a string");
    }
    return bounded(method.stringValue());
  }

  private Operation request(String method, JsonRpcId id, JsonNode params) {
    Kind kind = kindOf(method);
    boolean listens = method.equals("subscriptions/listen");
    if (kind != Kind.MCP_OTHER || listens) {
      OneSpelling.checkParams(params);
    }
    String target = target(kind, method, params);
    if (listens) {
      checkSubscriptions(params.path("notifications").path("resourceSubscriptions"));
    }
    checkMirror("Mcp-Name", kind == Kind.MCP_COMPLETE ? null : target);
    return new Operation(kind, method, id, target, null);
  }

  /** A tool call without id would be no tool call to us, and still one to a lenient server. */
  private static Operation notification(String method) {
    if (!method.startsWith("notifications/")) {
      throw refused("missing_id", "A request must have an id");
    }
    return new Operation(Kind.MCP_NOTIFICATION, method, null, null, null);
  }

  private JsonNode object() {
    checkMediaType();
    JsonNode tree = body.json().tree();
    if (tree.isArray()) {
      throw refused("batch", "Batches are not accepted");
    }
    if (!tree.isObject()) {
      throw refused("not_an_object", "The body must be a JSON object");
    }
    return tree;
  }

  private void checkMediaType() {
    if (!MediaType.of(request.headers().all("Content-Type")).type().equals("application/json")) {
      throw new Refused(
          Denial.unsupportedMediaType("not_json", "The body must be application/json"));
    }
  }

  private static JsonRpcId idOf(JsonNode id) {
    if (id.isString() && id.stringValue().length() <= JsonRpcId.MAX_LENGTH / 8) {
      return JsonRpcId.ofString(id.stringValue());
    }
    if (id.isIntegralNumber() && id.asString().length() <= JsonRpcId.MAX_LENGTH / 8) {
      return JsonRpcId.ofNumber(id.asString());
    }
    throw refused("invalid_id", "The id must be a string or an integer of moderate length");
  }

  private static Kind kindOf(String method) {
    return switch (method) {
      case "tools/call" -> Kind.MCP_TOOL_CALL;
      case "tools/list", "prompts/list", "resources/list", "resources/templates/list" ->
          Kind.MCP_LIST;
      case "resources/read", "resources/subscribe", "resources/unsubscribe" -> Kind.MCP_READ;
      case "prompts/get" -> Kind.MCP_PROMPT;
      case "completion/complete" -> Kind.MCP_COMPLETE;
      default -> Kind.MCP_OTHER;
    };
  }

  private static @Nullable String target(Kind kind, String method, JsonNode params) {
    return switch (kind) {
      case MCP_TOOL_CALL, MCP_PROMPT -> named(params.path("name"), "params.name");
      case MCP_READ -> resource(method, params.path("uri"));
      case MCP_COMPLETE -> {
        checkChosen(params);
        JsonNode reference = params.path("ref");
        boolean resource = reference.path("type").asString("").equals("ref/resource");
        yield named(reference.path(resource ? "uri" : "name"), "params.ref");
      }
      case HTTP,
          MCP_LIST,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER,
          REST_TOOL,
          MODEL_CALL ->
          null;
    };
  }

  /** A subscription to nothing names nothing: revisions that do not know it shall say so. */
  private static @Nullable String resource(String method, JsonNode uri) {
    boolean mayLack = !method.equals("resources/read") && uri.isMissingNode();
    return mayLack ? null : named(uri, "params.uri");
  }

  /** Who judges what is subscribed to must see what a lenient server would. */
  private static void checkSubscriptions(JsonNode uris) {
    if (uris.isMissingNode()) {
      return;
    }
    if (!uris.isArray()) {
      throw refused("invalid_params", "The subscriptions must be a list");
    }
    int characters = 0;
    for (JsonNode uri : uris) {
      characters += named(uri, "Each of params.notifications.resourceSubscriptions").length();
    }
    if (uris.size() > MAX_SUBSCRIPTIONS || characters > MAX_SUBSCRIBED_CHARACTERS) {
      throw refused("too_many_subscriptions", "The message subscribes to too many resources");
    }
  }

  /** What is completed is judged once for each of many values. */
  private static void checkChosen(JsonNode params) {
    bounded(params.path("argument").path("name").asString(""));
    int characters = 0;
    for (Map.Entry<String, JsonNode> chosen :
        params.path("context").path("arguments").properties()) {
      characters += chosen.getKey().length() + chosen.getValue().asString("").length();
    }
    if (characters > MAX_CHOSEN_CHARACTERS) {
      throw refused("completion_too_large", "The arguments of the completion are too long");
    }
  }

  private static String named(JsonNode name, String where) {
    if (!name.isString() || name.stringValue().isEmpty()) {
      throw new Refused(
          Denial.of(400, "invalid_request", -32602, where + " must be a string that is not empty")
              .withCode("missing_target"));
    }
    return bounded(name.stringValue());
  }

  private static String bounded(String name) {
    if (name.length() > Operation.MAX_NAME) {
      throw refused("name_too_long", "A name in the message is too long");
    }
    return name;
  }

  /**
   * MCP 2026-07-28 mirrors routing fields in headers; an upstream may act on them, so they must say
   * what the body says ("Server Validation" of its Streamable HTTP transport).
   */
  private void checkMirror(String header, @Nullable String expected) {
    List<String> values = request.headers().all(header);
    boolean fits =
        expected == null
            || values.isEmpty()
            || values.size() == 1 && mirrors(values.get(0), expected);
    if (!fits) {
      throw new Refused(
          Denial.of(400, "invalid_request", -32020, "A header does not match the body")
              .withCode("header_mismatch")
              .withMember("header", header));
    }
  }

  /** Values that are unsafe in a header travel as {@code =?base64?…?=}; there is one such form. */
  private static boolean mirrors(String value, String expected) {
    if (!value.startsWith("=?base64?") || !value.endsWith("?=")) {
      return value.equals(expected);
    }
    byte[] utf8 = expected.getBytes(StandardCharsets.UTF_8);
    return value.equals("=?base64?" + Base64.getEncoder().encodeToString(utf8) + "?=");
  }

  private static Refused refused(String code, String description) {
    return new Refused(Denial.invalidRequest(code, description));
  }
}
