package io.gatewaystack.validatabl.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.path.PathType;
import com.networknt.schema.resource.SchemaLoader;
import com.networknt.schema.serialization.NodeReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The schema library, set up so that it fetches nothing and runs every pattern in bounded time. */
final class Engine {
  /** Judges schemas, which are the owner's: nothing has to be bounded. */
  private static final Dialect STANDARD =
      Dialect.builder(Dialects.getDraft202012()).keywords(ExactLimit.KEYWORDS).build();

  static final Dialect DIALECT =
      Dialect.builder(STANDARD)
          .keyword(DistinctItems.KEYWORD)
          .keyword(BoundedPattern.KEYWORD)
          .keyword(new AnnotationKeyword(Keywords.MCP_HEADER)) // else the library warns of it
          .build();

  private final SchemaRegistry published = SchemaRegistry.withDialect(STANDARD);

  /** Reads schemas like arguments, as JSON: the library takes a URI that ends so for YAML. */
  private static final class Reader implements NodeReader {
    @Override
    public JsonNode readTree(String content, InputFormat format) {
      return ExactJson.read(new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    @Override
    public JsonNode readTree(InputStream content, InputFormat format) {
      return ExactJson.read(content);
    }
  }

  /** Whether a URI leads to a schema the draft itself publishes. */
  boolean isPublished(URI uri) {
    try {
      published.getSchema(SchemaLocation.of(uri.toString()));
      return true;
    } catch (SchemaException e) {
      return false;
    }
  }

  /** Refuses keywords whose values are not of the form the draft wants. */
  void checkForm(JsonNode schema, String place) {
    List<Error> errors =
        published.getSchema(SchemaLocation.of(SchemaIndex.DIALECT)).validate(schema);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      throw new IllegalArgumentException(
          "%s%s: %s (expected: what JSON Schema 2020-12 allows there)"
              .formatted(place, first.getInstanceLocation(), first.getInstanceNode()));
    }
  }

  /**
   * Compiles schemas and everything they refer to, so that nothing can be missing later.
   *
   * @param documents JSON texts by URI
   * @throws IllegalArgumentException naming the schema that cannot be compiled
   */
  Map<String, Schema> compile(Map<String, String> documents) {
    SchemaRegistry registry = registry(documents);
    Map<String, Schema> schemas = new HashMap<>();
    for (String uri : documents.keySet()) {
      try {
        Schema schema = registry.getSchema(SchemaLocation.of(uri));
        schema.initializeValidators();
        schemas.put(uri, schema);
      } catch (SchemaException | IllegalArgumentException e) {
        throw new IllegalArgumentException(uri + ": " + e.getMessage(), e);
      }
    }
    shareDynamicAnchors(schemas.values());
    return schemas;
  }

  /**
   * The library learns the dynamic anchors of a document with the first reference it follows there,
   * and takes a {@code $dynamicRef} that is this very reference for a {@code $ref}.
   */
  private static void shareDynamicAnchors(Collection<Schema> schemas) {
    Map<String, Schema> all = new HashMap<>();
    schemas.forEach(schema -> all.putAll(schema.getSchemaContext().getDynamicAnchors()));
    schemas.forEach(
        schema -> all.forEach(schema.getSchemaContext().getDynamicAnchors()::putIfAbsent));
  }

  private static SchemaRegistry registry(Map<String, String> documents) {
    SchemaLoader loader =
        SchemaLoader.builder().resourceLoaders(loaders -> loaders.resources(documents)).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .regularExpressionFactory(EcmaPattern.FACTORY)
            .pathType(PathType.JSON_POINTER)
            .build();
    return SchemaRegistry.withDialect(
        DIALECT,
        registry ->
            registry.schemaLoader(loader).schemaRegistryConfig(config).nodeReader(new Reader()));
  }
}
