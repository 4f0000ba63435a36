package io.gatewaystack.example.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatewaystack.validatabl.document.DocumentReader;
import io.gatewaystack.validatabl.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema of the file that {@code GATEWAY_CONFIG} names. */
class GatewayFileSchemaTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void theSchemaKnowsTheKeysThatAreRead() throws Exception {
    JsonNode schema = schemaTree();
    assertThat(keys(schema)).isEqualTo(new TreeSet<>(GatewayFile.KEYS));
    Map<String, List<String>> read = new HashMap<>();
    read.putAll(
        Map.of(
            "content", ContentReader.KEYS,
            "tenantContent", ContentReader.KEYS.subList(0, ContentReader.KEYS.size() - 1),
            "direction", ContentReader.DIRECTION_KEYS,
            "field", ContentReader.FIELD_KEYS,
            "keep", ContentReader.KEEP_KEYS,
            "custom", ContentReader.CUSTOM_KEYS,
            "safety", SafetyReader.KEYS));
    read.putAll(
        Map.of(
            "issuer", GatewayFile.ISSUER_KEYS,
            "outbound", GatewayFile.OUTBOUND_KEYS,
            "services", GatewayFile.SERVICES_KEYS,
            "endpoint", McpReader.KEYS,
            "upstream", McpReader.UPSTREAM_KEYS,
            "functions", McpReader.FUNCTION_KEYS,
            "tool", McpReader.TOOL_KEYS,
            "proxy", ProxyReader.KEYS,
            "route", ProxyReader.ROUTE_KEYS));
    read.forEach(
        (name, keys) ->
            assertThat(keys(schema.path("$defs").path(name))).isEqualTo(new TreeSet<>(keys)));
  }

  @Test
  void theSchemaAcceptsTheDocumentedFileAndRefusesAnUnknownKey() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schemaTree());
    Problems problems = new Problems("documented");
    String json =
        DocumentJson.of(
            DocumentReader.read(GatewayFiles.documented().getBytes(UTF_8), 1 << 20, 32, problems)
                .orElseThrow());
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
    assertThat(schema.validate(json.replace("\"mcp\"", "\"mpc\""), InputFormat.JSON)).isNotEmpty();
  }

  private static Set<String> keys(JsonNode definition) {
    return new TreeSet<>(definition.path("properties").propertyNames());
  }

  private static JsonNode schemaTree() throws IOException {
    try (InputStream in = GatewayFile.schema()) {
      return MAPPER.readTree(in);
    }
  }
}
