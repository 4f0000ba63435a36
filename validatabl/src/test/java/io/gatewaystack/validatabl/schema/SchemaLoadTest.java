package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gatewaystack.validatabl.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that could let through what it was written to stop is refused when it is loaded. */
class SchemaLoadTest {

  private static ArgumentSchemas load(String schema) {
    return ArgumentSchemas.builder().tool("t", schema).build();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"maxLenght":3}                                        | tool t: maxLenght
          {"properties":{"a":{"Type":"string"}}}                 | tool t/properties/a: Type
          {"dependencies":{"a":["b"]}}                           | tool t: dependencies
          {"additionalItems":false}                              | tool t: additionalItems
          {"nullable":true}                                      | tool t: nullable
          {"discriminator":{}}                                   | tool t: discriminator
          {"$recursiveRef":"#"}                                  | tool t: $recursiveRef
          {"$vocabulary":{}}                                     | tool t: $vocabulary
          {"id":"x"}                                             | tool t: id
          {"allOf":[{},{"x":1}]}                                 | tool t/allOf/1: x
          {"$defs":{"unused":{"x":1}}}                           | tool t/$defs/unused: x
          {"definitions":{"unused":{"x":1}}}                     | tool t/definitions/unused: x
          {"items":{"prefixItems":[{"x":1}]}}                    | tool t/items/prefixItems/0: x
          {"dependentSchemas":{"a":{"x":1}}}                     | tool t/dependentSchemas/a: x
          {"if":{"x":1}}                                         | tool t/if: x
          {"contentSchema":{"x":1}}                              | tool t/contentSchema: x
          {"$schema":"http://json-schema.org/draft-07/schema#"}  | tool t/$schema: http://json-schema
          {"$schema":"https://x.example/dialect"}                | tool t/$schema: https://x.example
          {"$schema":7}                                          | tool t/$schema: 7
          {"properties":{"a":{"$schema":"urn:x"}}}               | tool t/properties/a/$schema: urn:x
          {"type":"strnig"}                                      | tool t/type: "strnig"
          {"minLength":"5"}                                      | tool t/minLength: "5"
          {"minLength":-1}                                       | tool t/minLength: -1
          {"required":"a"}                                       | tool t/required: "a"
          {"properties":[]}                                      | tool t/properties: []
          {"items":[{}]}                                         | tool t/items: (expected: a schema)
          {"not":7}                                              | tool t/not: (expected: a schema)
          {"multipleOf":0}                                       | tool t/multipleOf: 0
          {"multipleOf":1e999999999}                             | tool t: (expected: no number out
          {"pattern":"(?=a)"}                                    | tool t/pattern: (?=a)
          {"pattern":"("}                                        | tool t/pattern: (
          {"patternProperties":{"\\\\1":{}}}                     | tool t/patternProperties: \\1
          {"$ref":"#"}                                           | tool t/$ref: (expected: no reference
          {"allOf":[{"$ref":"#"}]}                               | tool t/allOf/0/$ref: (expected: no
          {"$ref":"#/$defs/a"}                                   | tool t/$ref: #/$defs/a
          {"$ref":"#a"}                                          | tool t/$ref: #a
          {"$ref":"other.json"}                                  | tool t/$ref: other.json
          {"$ref":"#/examples/0","examples":[{"x":1}]}           | tool t/$ref: #/examples/0
          {"$ref":"#/const","const":{"x":1}}                     | tool t/$ref: #/const
          {"$ref":"a b"}                                         | tool t/$ref: a b
          {"$dynamicRef":"#a"}                                   | tool t/$dynamicRef: #a
          {"$ref":"https://json-schema.org/draft/2020-12/nope"}         | tool t/$ref: https
          {"$ref":"https://json-schema.org/draft/2020-12/schema#/nope"} | tool t/$ref: https
          {"$defs":{"a":{"$ref":"https://json-schema.org/draft/2020-12/nope"}}} | tool t/$defs/a/
          {"$dynamicRef":"https://json-schema.org/draft/2020-12/schema#meta"} | tool t/$dynamicRef: h
          {"$id":"a b"}                                          | tool t/$id: a b
          {"$id":7}                                              | tool t/$id: 7
          {"$ref":7}                                             | tool t/$ref: 7
          {"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"not":{"$ref":"#/$defs/a"}}}} | tool t/$defs/
          []                                                     | tool t: (expected: a schema)
          "x"                                                    | tool t: (expected: a schema)
          {"a":1,"a":2}                                          | tool t: The document is not valid
          {                                                      | tool t: The document is not valid
          """)
  void refusesAndNamesThePlace(String schema, String message) {
    assertThatThrownBy(() -> load(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema#\"}",
        "{\"properties\":{\"a\":{\"x-mcp-header\":\"A\",\"type\":\"string\"}}}",
        "{\"properties\":{\"maxLenght\":{},\"$ref\":{},\"x\":{}}}",
        "{\"const\":{\"x\":1},\"enum\":[{\"$ref\":\"x\"}],\"default\":{\"x\":1},\"examples\":[{\"x\":1}]}",
        "{\"properties\":{\"next\":{\"$ref\":\"#\"}}}",
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/meta/core#/$defs/anchorString\"}",
        "{\"title\":\"t\",\"description\":\"d\",\"deprecated\":true,\"readOnly\":true,"
            + "\"writeOnly\":true,\"$comment\":\"c\",\"format\":\"any\",\"contentEncoding\":\"x\","
            + "\"contentMediaType\":\"y\"}"
      })
  void acceptsEverythingTheDraftKnows(String schema) {
    assertThat(load(schema).check(Requests.toolCall("t")))
        .satisfiesAnyOf(
            answer -> assertThat(answer).isEmpty(), answer -> assertThat(answer).isPresent());
  }

  @Test
  void refusesWhatIsSetTwice() {
    assertThatThrownBy(() -> ArgumentSchemas.builder().tool("t", "{}").tool("t", "{}"))
        .hasMessage("tool t: schema (expected: set once)");
    assertThatThrownBy(
            () -> ArgumentSchemas.builder().document("urn:a", "{}").document("urn:a", "{}"))
        .hasMessage("document urn:a: (expected: added once)");
    assertThatThrownBy(
            () ->
                ArgumentSchemas.builder()
                    .document("urn:a", "{}")
                    .tool("t", "{\"$defs\":{\"x\":{\"$id\":\"urn:a\"}}}")
                    .build())
        .hasMessageContaining("urn:a (expected: used once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"common.json", "/a", "https://x.example/a#b"})
  void refusesDocumentsWithoutAnAbsoluteUri(String uri) {
    assertThatThrownBy(() -> ArgumentSchemas.builder().document(uri, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("document " + uri + ": ");
  }

  @Test
  void refusesDocumentsThatAreUnfitThemselves() {
    assertThatThrownBy(() -> ArgumentSchemas.builder().document("urn:a", "{\"x\":1}").build())
        .hasMessageStartingWith("document urn:a: x");
  }

  @Test
  void nothingIsFetchedFromTheNetworkOrADisk(@TempDir Path folder) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] any = "true".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, any.length);
          exchange.getResponseBody().write(any);
          exchange.close();
        });
    server.start();
    try {
      String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/any.json";
      String file = Files.writeString(folder.resolve("any.json"), "true").toUri().toString();
      for (String uri : new String[] {http, file, "classpath:/draft-07/schema", "jar:" + file}) {
        for (String keyword : new String[] {"$ref", "$dynamicRef", "$schema"}) {
          assertThatThrownBy(() -> load("{\"" + keyword + "\":\"" + uri + "\"}"))
              .as("%s %s", keyword, uri)
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
      ArgumentSchemas named = load("{\"$id\":\"" + http + "\",\"type\":\"object\"}");
      assertThat(named.check(Requests.toolCall("t"))).isEmpty();
      ArgumentSchemas configured =
          ArgumentSchemas.builder()
              .document(http, "{\"type\":\"array\"}")
              .tool("t", "{\"$ref\":\"" + http + "\"}")
              .build();
      assertThat(configured.check(Requests.toolCall("t")))
          .as("not what the server says")
          .isPresent();
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"$anchor, $anchor", "$anchor, $dynamicAnchor", "$dynamicAnchor, $dynamicAnchor"})
  void refusesTwoAnchorsOfOneNameInOneDocument(String first, String second) {
    String schema =
        """
        {"$defs": {"a": {"%s": "x", "type": "string"}, "b": {%s"%s": "%s", "type": "object"}},
         "$ref": "#x"}""";

    assertThatThrownBy(() -> load(schema.formatted(first, "", second, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tool t/$defs/b/" + second + ": x (expected: used once)");
    assertThat(load(schema.formatted(first, "", second, "y"))).isNotNull();
    assertThat(load(schema.formatted(first, "\"$id\": \"other\", ", second, "x"))).isNotNull();
  }
}
