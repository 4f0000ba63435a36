package io.gatewaystack.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * How a command ended, and what it said.
 *
 * @param out results
 * @param err messages
 */
record Said(int code, String out, String err) {
  /** What somebody who types this is told. */
  static Said by(Map<String, String> variables, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        ExampleServer.run(
            words, variables, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  static Said by(Map<String, String> variables, String... words) {
    return by(variables, List.of(words));
  }
}
