package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.RequestContext;

/**
 * A message that only leads to calls, such as a handshake or the request for a list: who speaks and
 * how is known, what will be called, and with which arguments, is not.
 *
 * @param message the request at hand
 */
record Conversation(RequestContext message) implements Facts {

  @Override
  public Fact caller(Field.Caller field) {
    return new CurrentRequest(message).caller(field);
  }

  @Override
  public Fact request(Field.Request field) {
    return switch (field) {
      case TOOL, PROMPT, RESOURCE, MODEL -> Fact.Unknown.INSTANCE;
      case KIND, METHOD, HTTP_METHOD, PATH, CLIENT_IP -> new CurrentRequest(message).request(field);
    };
  }

  @Override
  public Fact found(Field.Found field) {
    return new CurrentRequest(message).found(field);
  }

  @Override
  public Fact argument(Field.Argument field) {
    return Fact.Unknown.INSTANCE;
  }
}
