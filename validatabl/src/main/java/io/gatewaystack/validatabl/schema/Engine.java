package io.gatewaystack.validatabl.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.resource.SchemaLoader;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The schema library, set up so that it fetches nothing and runs every pattern in linear time. */
final class Engine {
  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getDraft202012()).keyword(DistinctItems.KEYWORD).build();

  private Engine() {}

  /**
   * A registry of schemas.
   *
   * @param documents JSON texts by URI
   */
  static SchemaRegistry registry(Map<String, String> documents) {
    SchemaLoader loader =
        SchemaLoader.builder().resourceLoaders(loaders -> loaders.resources(documents)).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .regularExpressionFactory(EcmaPattern.FACTORY)
            .pathType(PathType.JSON_POINTER)
            .build();
    return SchemaRegistry.withDialect(
        DIALECT, registry -> registry.schemaLoader(loader).schemaRegistryConfig(config));
  }

  /** Refuses keywords whose values are not of the form the draft wants. */
  static void checkForm(JsonNode schema, String place) {
    Schema form =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(SchemaLocation.of(SchemaIndex.DIALECT));
    List<Error> errors = form.validate(schema);
    if (!errors.isEmpty()) {
      Error first = errors.get(0);
      throw new IllegalArgumentException(
          "%s%s: %s (expected: what JSON Schema 2020-12 allows there)"
              .formatted(place, first.getInstanceLocation(), first.getInstanceNode()));
    }
  }
}
