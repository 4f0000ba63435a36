package io.gatewaystack.validatabl.schema;

import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.Members;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns schemas into forms: the values that fit, or more where a schema says what no form can. The
 * library that judges calls cannot be asked for that. For one thread; the forms it made are for
 * several.
 */
final class FormCompiler {
  /** Every value, for what no form can tell. */
  static final Form MORE = Form.ANY.loosely();

  /** Schemas that refer to one another could be looked at again and again. */
  private static final int MOST_LOOKS = 100_000;

  /** What is asked for from deeper down is asked for again when the rest is known. */
  private static final int MOST_DEPTH = 200;

  private final Resources resources;
  private final IdentityHashMap<JsonNode, Later> forms = new IdentityHashMap<>();
  private final List<Later> open = new ArrayList<>();
  private boolean cut;
  private int looks;
  private int depth;

  /** Starts with documents whose references are resolved. */
  FormCompiler(Resources resources) {
    this.resources = resources;
  }

  /** The form of a schema: it is made when it is first asked for, since schemas may be circular. */
  private final class Later implements Supplier<Form> {
    private final JsonNode schema;
    private @Nullable Form form;
    private boolean running;

    Later(JsonNode schema) {
      this.schema = schema;
    }

    @Override
    public Form get() {
      Form known = form;
      if (known != null) {
        return known;
      }
      if (running || depth > MOST_DEPTH) {
        cut = true;
        return MORE;
      }
      if (++looks > MOST_LOOKS) {
        form = MORE;
        return form;
      }
      boolean cutBefore = cut;
      cut = false;
      running = true;
      depth++;
      Form made = make(schema);
      depth--;
      running = false;
      boolean wanting = cut && depth > 0;
      form = wanting ? null : made; // what was asked too early is asked again
      cut = cutBefore || wanting;
      return made;
    }
  }

  /** The form of a schema, and of everything it refers to. */
  Form compile(JsonNode schema) {
    Form form = later(schema).get();
    while (!open.isEmpty()) {
      open.remove(open.size() - 1).get();
    }
    return form;
  }

  Supplier<Form> later(JsonNode schema) {
    return forms.computeIfAbsent(
        schema,
        first -> {
          Later later = new Later(schema);
          open.add(later);
          return later;
        });
  }

  private Form make(JsonNode schema) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? Form.ANY : Form.NONE;
    }
    ValueForms values = new ValueForms(this, schema);
    MemberForms members = new MemberForms(this, schema);
    Form all = members.parts();
    for (String keyword : schema.propertyNames()) {
      all = all.and(values.find(keyword).or(() -> members.find(keyword)).orElse(Form.ANY));
      all = all.and(inPlace(schema, keyword));
    }
    return all;
  }

  /** What other schemas say about the same value. */
  private Form inPlace(JsonNode schema, String keyword) {
    JsonNode value = schema.path(keyword);
    return switch (keyword) {
      case "$ref" -> referred(value.asString(""));
      case "$dynamicRef" -> MORE;
      case "allOf" -> all(value).stream().reduce(Form.ANY, Form::and);
      case "anyOf" -> all(value).stream().reduce(Form.NONE, Form::or);
      case "oneOf" -> one(all(value));
      case "not" -> later(value).get().not();
      case "if" -> choice(schema, later(value).get());
      default -> Form.ANY;
    };
  }

  private Form referred(String uri) {
    return resources
        .find(URI.create(uri))
        .map(target -> later(target.schema()).get())
        .orElse(MORE); // to the draft's own schemas
  }

  private List<Form> all(JsonNode schemas) {
    List<Form> all = new ArrayList<>();
    schemas.forEach(schema -> all.add(later(schema).get()));
    return all;
  }

  /** In one, and in none of those that it has anything in common with. */
  private Form one(List<Form> all) {
    Form one = Form.NONE;
    for (Form form : all) {
      Form only = form;
      for (Form other : all) {
        if (form != other && !form.and(other).isNone()) {
          only = only.and(other.not());
        }
      }
      one = one.or(only);
    }
    return one;
  }

  private Form choice(JsonNode schema, Form condition) {
    Form then = schema.has("then") ? later(schema.path("then")).get() : Form.ANY;
    Form otherwise = schema.has("else") ? later(schema.path("else")).get() : Form.ANY;
    return condition.and(then).or(condition.not().and(otherwise));
  }

  /** As {@link EvaluatedNames#of}. */
  Optional<Set<String>> evaluated(JsonNode schema) {
    return EvaluatedNames.of(schema, resources);
  }

  /** The forms of named schemas, in the order in which they are written. */
  Map<String, Supplier<Form>> named(JsonNode schemas) {
    Map<String, Supplier<Form>> named = new LinkedHashMap<>();
    schemas.properties().forEach(member -> named.put(member.getKey(), later(member.getValue())));
    return Collections.unmodifiableMap(named);
  }

  /** The form of a schema that a keyword holds; of any value when the keyword is missing. */
  Supplier<Form> held(JsonNode schema, String keyword) {
    return Optional.of(schema.path(keyword))
        .filter(held -> !held.isMissingNode())
        .map(this::later)
        .orElse(Members.ANYTHING);
  }
}
