package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.validatabl.policy.OperationFacts.Arguments;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Any request of a kind: only what its kind implies is known.
 *
 * @param kind its kind
 * @param method what its kind says of its method
 */
record AnyRequest(Kind kind, Fact method) implements Facts {
  private static final Fact SOME_TEXT = new TextBeginning("");

  /** The methods of kinds that have a few. */
  static final Map<Kind, List<String>> METHODS =
      Map.of(
          Kind.MCP_LIST,
          List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list"),
          Kind.MCP_READ,
          List.of("resources/read", "resources/subscribe", "resources/unsubscribe"));

  AnyRequest(Kind kind) {
    this(kind, method(kind));
  }

  /** Those of every kind; where a kind has a few methods, one for each. */
  static Stream<AnyRequest> all() {
    return Arrays.stream(Kind.values())
        .flatMap(
            kind -> {
              List<String> few = METHODS.getOrDefault(kind, List.of());
              return few.isEmpty()
                  ? Stream.of(new AnyRequest(kind))
                  : few.stream().map(method -> new AnyRequest(kind, Fact.of(method)));
            });
  }

  private OperationFacts operation() {
    return operation(kind);
  }

  private static OperationFacts operation(Kind kind) {
    return new OperationFacts(new Operation(kind, "", null, null, null));
  }

  @Override
  public Fact caller(Field.Caller field) {
    return Fact.Unknown.INSTANCE;
  }

  @Override
  public Fact request(Field.Request field) {
    return switch (field) {
      case KIND -> operation().kind();
      case TOOL -> target(Named.TOOL);
      case PROMPT -> target(Named.PROMPT);
      case RESOURCE -> target(Named.RESOURCE);
      case MODEL -> kind == Kind.MODEL_CALL ? SOME_TEXT : Fact.Absent.INSTANCE;
      case METHOD -> method;
      case PATH -> SOME_TEXT;
      case HTTP_METHOD -> httpMethod(kind);
      case CLIENT_IP -> Fact.Unknown.INSTANCE;
    };
  }

  private Fact target(Named wanted) {
    Named named = operation().names();
    if (named == Named.PROMPT_OR_RESOURCE) {
      return wanted == Named.TOOL ? Fact.Absent.INSTANCE : Fact.Unknown.INSTANCE;
    }
    return named == wanted ? SOME_TEXT : Fact.Absent.INSTANCE;
  }

  /** Of most kinds only one method is. */
  private static Fact method(Kind kind) {
    return switch (kind) {
      case MCP_TOOL_CALL -> Fact.of("tools/call");
      case MCP_PROMPT -> Fact.of("prompts/get");
      case MCP_COMPLETE -> Fact.of("completion/complete");
      case MCP_READ -> new TextBeginning("resources/");
      case MCP_NOTIFICATION -> new TextBeginning("notifications/");
      case MCP_LIST, MCP_OTHER -> SOME_TEXT;
      case MCP_STREAM, MCP_END, MCP_RESPONSE, HTTP, REST_TOOL, MODEL_CALL -> httpMethod(kind);
    };
  }

  /** The method of MCP and of model calls is given, every other is the client's choice. */
  private static Fact httpMethod(Kind kind) {
    String method = kind == Kind.MODEL_CALL ? "POST" : operation(kind).httpMethod();
    return method.isEmpty() ? SomeMethod.INSTANCE : Fact.of(method);
  }

  @Override
  public Fact found(Field.Found field) {
    return Fact.Unknown.INSTANCE;
  }

  @Override
  public Fact argument(Field.Argument field) {
    return operation().arguments() == Arguments.NONE ? Fact.Absent.INSTANCE : Fact.Unknown.INSTANCE;
  }
}
