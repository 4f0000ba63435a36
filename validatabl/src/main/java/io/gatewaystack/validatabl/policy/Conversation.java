package io.gatewaystack.validatabl.policy;

/**
 * A message that only leads to calls, such as a handshake or the request for a list: who speaks and
 * how is known, what will be called, and with which arguments, is not.
 *
 * @param message the request at hand
 */
record Conversation(Facts message) implements Facts {

  /** Whether a field is about what will be called. */
  static boolean opens(Field field) {
    return field == Field.Request.TOOL
        || field == Field.Request.PROMPT
        || field == Field.Request.RESOURCE
        || field == Field.Request.MODEL
        || field instanceof Field.Argument;
  }

  @Override
  public Fact caller(Field.Caller field) {
    return message.caller(field);
  }

  @Override
  public Fact request(Field.Request field) {
    return opens(field) ? Fact.Unknown.INSTANCE : message.request(field);
  }

  @Override
  public Fact found(Field.Found field) {
    return message.found(field);
  }

  @Override
  public Fact argument(Field.Argument field) {
    return Fact.Unknown.INSTANCE;
  }
}
