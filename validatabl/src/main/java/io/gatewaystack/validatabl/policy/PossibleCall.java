package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.validatabl.policy.OperationFacts.Arguments;
import io.gatewaystack.validatabl.policy.OperationFacts.Named;
import java.util.Optional;

/**
 * A call that the caller of a request might make on the same route: who calls and what is called
 * are known, its arguments and its content are not.
 *
 * @param asker the request at hand
 * @param call what might be called
 * @param family whether the call's target is only how the targets of many calls begin
 */
record PossibleCall(RequestContext asker, Operation call, boolean family) implements Facts {

  /** Whether it takes arguments, which may then be any. */
  boolean hasArguments() {
    return new OperationFacts(call).arguments() != Arguments.NONE;
  }

  /** The tool, the prompt or the resource, when it is one and known. */
  Optional<NamedTarget> about() {
    Field.Request field =
        switch (new OperationFacts(call).names()) {
          case TOOL -> Field.Request.TOOL;
          case PROMPT -> Field.Request.PROMPT;
          case RESOURCE -> Field.Request.RESOURCE;
          case PROMPT_OR_RESOURCE, NEITHER -> null;
        };
    String target = call.target();
    return field == null || target == null
        ? Optional.empty()
        : Optional.of(new NamedTarget(field, target));
  }

  @Override
  public Fact caller(Field.Caller field) {
    return new CurrentRequest(asker).caller(field);
  }

  @Override
  public Fact request(Field.Request field) {
    OperationFacts facts = new OperationFacts(call);
    return switch (field) {
      case KIND -> facts.kind();
      case TOOL -> target(facts, Named.TOOL);
      case PROMPT -> target(facts, Named.PROMPT);
      case RESOURCE -> target(facts, Named.RESOURCE);
      case MODEL -> Fact.of(call.model());
      case METHOD -> Fact.of(facts.method());
      case HTTP_METHOD -> Fact.of(facts.httpMethod());
      case PATH -> path();
      case CLIENT_IP -> new Fact.Address(asker.request().client());
    };
  }

  /** MCP has one path for every operation; elsewhere the path is the operation, or part of it. */
  private Fact path() {
    return switch (call.kind()) {
      case MCP_TOOL_CALL,
          MCP_LIST,
          MCP_READ,
          MCP_PROMPT,
          MCP_COMPLETE,
          MCP_STREAM,
          MCP_END,
          MCP_NOTIFICATION,
          MCP_RESPONSE,
          MCP_OTHER ->
          Fact.of(asker.request().path());
      case HTTP, REST_TOOL, MODEL_CALL -> Fact.Unknown.INSTANCE;
    };
  }

  private Fact target(OperationFacts facts, Named wanted) {
    Named named = facts.names();
    if (named == Named.PROMPT_OR_RESOURCE && wanted != Named.TOOL) {
      return Fact.Unknown.INSTANCE;
    }
    if (named != wanted) {
      return Fact.Absent.INSTANCE;
    }
    String target = call.target();
    return family ? new TextBeginning(target == null ? "" : target) : Fact.of(target);
  }

  @Override
  public Fact found(Field.Found field) {
    return Fact.Unknown.INSTANCE;
  }

  @Override
  public Fact argument(Field.Argument field) {
    return hasArguments() ? Fact.Unknown.INSTANCE : Fact.Absent.INSTANCE;
  }
}
