package io.gatewaystack.validatabl.policy;

/** What is known of one request, field by field. */
interface Facts {

  /** Who is calling. */
  Fact caller(Field.Caller field);

  /** What is asked for. */
  Fact request(Field.Request field);

  /** What was found in the content. */
  Fact found(Field.Found field);

  /** The argument behind a path of members: only an object has members, and only its own. */
  Fact argument(Field.Argument field);
}
