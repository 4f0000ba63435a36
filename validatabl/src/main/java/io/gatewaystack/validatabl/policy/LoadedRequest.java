package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.validatabl.policy.OperationFacts.Arguments;

/**
 * A request looked at without touching it: arguments are unknown when no layer has read the body,
 * or when it cannot be read as arguments. Nothing is read from the client and nothing is refused.
 */
record LoadedRequest(CurrentRequest request) implements Facts {

  static LoadedRequest of(RequestContext context) {
    return new LoadedRequest(new CurrentRequest(context));
  }

  @Override
  public Fact caller(Field.Caller field) {
    return request.caller(field);
  }

  @Override
  public Fact request(Field.Request field) {
    return request.request(field);
  }

  @Override
  public Fact found(Field.Found field) {
    return request.found(field);
  }

  @Override
  public Fact argument(Field.Argument field) {
    RequestContext context = request.context();
    boolean elsewhere = new OperationFacts(context.operation()).arguments() != Arguments.NONE;
    if (elsewhere && !context.body().loaded()) {
      return Fact.Unknown.INSTANCE;
    }
    try {
      return request.argument(field);
    } catch (Refused e) { // somebody else's business
      return Fact.Unknown.INSTANCE;
    }
  }
}
