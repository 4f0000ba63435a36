package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Members;
import io.gatewaystack.validatabl.form.Members.Matching;
import io.gatewaystack.validatabl.form.TextRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the keywords say about the members of an object.
 *
 * @param compiler knows other schemas
 * @param schema the schema that holds the keywords
 */
record MemberForms(FormCompiler compiler, JsonNode schema) {

  /** What the keywords say together that are about members one by one. */
  Form parts() {
    List<Matching> matching = new ArrayList<>();
    schema
        .path("patternProperties")
        .properties()
        .forEach(
            member ->
                matching.add(
                    new Matching(
                        TextRule.of(EcmaPattern.re2(member.getKey())),
                        compiler.later(member.getValue()))));
    Members.Part part =
        new Members.Part(
            compiler.named(schema.path("properties")),
            matching,
            compiler.held(schema, "additionalProperties"),
            compiler.held(schema, "propertyNames"),
            texts(schema.path("required")),
            schema.has("minProperties") ? ValueForms.count(schema.path("minProperties")) : 0,
            schema.has("maxProperties")
                ? ValueForms.count(schema.path("maxProperties"))
                : Integer.MAX_VALUE);
    return part.isIdle() ? Form.ANY : Form.limiting(List.of(new Members(List.of(part))));
  }

  private static Set<String> texts(JsonNode names) {
    Set<String> texts = new LinkedHashSet<>();
    names.forEach(name -> texts.add(name.stringValue()));
    return texts;
  }

  /** What one more keyword says; empty when it is about something else. */
  Optional<Form> find(String keyword) {
    JsonNode value = schema.path(keyword);
    return switch (keyword) {
      case "dependentRequired" ->
          Optional.of(
              value.properties().stream()
                  .map(member -> requires(member.getKey(), texts(member.getValue())))
                  .reduce(Form.ANY, Form::and));
      case "dependentSchemas" ->
          Optional.of(value.properties().stream().map(this::dependent).reduce(Form.ANY, Form::and));
      case "minProperties", "maxProperties" -> Optional.of(FormCompiler.MORE);
      case "unevaluatedProperties" ->
          Optional.of(value.isBoolean() ? unevaluated(value) : FormCompiler.MORE);
      default -> Optional.empty();
    };
  }

  /** Members that no schema can have looked at are not there; of others nobody can tell. */
  private Form unevaluated(JsonNode value) {
    if (value.booleanValue()) {
      return Form.ANY;
    }
    return compiler
        .evaluated(schema)
        .map(names -> Form.limiting(List.of(Members.among(names))).loosely())
        .orElse(FormCompiler.MORE);
  }

  private static Form requires(String name, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(others);
    all.add(name);
    return Form.limiting(List.of(Members.without(name), Members.requiring(all)));
  }

  private Form dependent(Map.Entry<String, JsonNode> member) {
    String name = member.getKey();
    Form with = Form.limiting(List.of(Members.requiring(Set.of(name))));
    Form without = Form.limiting(List.of(Members.without(name)));
    return without.or(with.and(ofObjects(compiler.later(member.getValue()).get())));
  }

  /** What a form says about objects, and any other value. */
  private static Form ofObjects(Form form) {
    Form objects = Form.limiting(form.members());
    return form.isExact() ? objects : objects.loosely();
  }
}
