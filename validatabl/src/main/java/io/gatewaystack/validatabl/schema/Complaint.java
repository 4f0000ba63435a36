package io.gatewaystack.validatabl.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in sentences of our own what is wrong with arguments. A sentence names properties that some
 * schema declares; any other name is the caller's word, and is told as {@code *}, as no value is
 * told at all.
 *
 * @param declared the names that may be told
 */
record Complaint(Set<String> declared) {
  private static final int MOST = 5;
  private static final int LONGEST_NAME = 64;

  /** One text about the first errors. */
  String about(List<Error> errors) {
    Set<String> sentences = new LinkedHashSet<>();
    for (Error error : errors) {
      if (sentences.size() == MOST) {
        break;
      }
      sentences.add(sentence(error));
    }
    return String.join("; ", sentences);
  }

  private String sentence(Error error) {
    JsonNode value = error.getSchemaNode();
    String where = place(error.getInstanceLocation(), null);
    return switch (error.getKeyword()) {
      case "required" -> place(error.getInstanceLocation(), error.getProperty()) + " is missing";
      case "dependentRequired" -> // the property is the one that asks
          place(error.getInstanceLocation(), error.getArguments()[0].toString()) + " is missing";
      case "additionalProperties", "unevaluatedProperties" ->
          where + " has a member that is not allowed";
      case "unevaluatedItems" -> where + " has an item that is not allowed";
      case "propertyNames" -> where + " has a member whose name is not allowed";
      case "type" -> where + " must be " + types(value);
      case "enum" -> where + " must be one of the values that are listed";
      case "const" -> where + " must be the one value that is allowed";
      case "minimum" -> where + " must be at least " + value;
      case "maximum" -> where + " must be at most " + value;
      case "exclusiveMinimum" -> where + " must be more than " + value;
      case "exclusiveMaximum" -> where + " must be less than " + value;
      case "multipleOf" -> where + " must be a multiple of " + value;
      case "minLength" -> where + " must have at least " + value + " characters";
      case "maxLength" -> where + " must have at most " + value + " characters";
      case "minItems" -> where + " must have at least " + value + " items";
      case "maxItems" -> where + " must have at most " + value + " items";
      case "minProperties" -> where + " must have at least " + value + " members";
      case "maxProperties" -> where + " must have at most " + value + " members";
      case "uniqueItems" -> where + " must not have two equal items";
      case "pattern" -> where + " must match the pattern";
      case "contains", "minContains", "maxContains" ->
          where + " has too few or too many such items";
      case "anyOf", "oneOf" -> where + " must fit one of the alternatives";
      case "not" -> where + " must not be like that";
      default -> where + " is not allowed";
    };
  }

  private static String types(JsonNode type) {
    List<String> names = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(name -> names.add(article(name.asString(""))));
    } else {
      names.add(article(type.asString("")));
    }
    return String.join(" or ", names);
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> type;
      case "array", "integer", "object" -> "an " + type;
      default -> "a " + type;
    };
  }

  private String place(@Nullable NodePath path, @Nullable String member) {
    StringBuilder place = new StringBuilder();
    int length = path == null ? 0 : path.getNameCount();
    for (int i = 0; path != null && i < length; i++) {
      Object segment = path.getElement(i);
      append(place, segment instanceof Number ? "[" + segment + "]" : told(segment.toString()));
    }
    if (member != null) {
      append(place, told(member));
    }
    return place.isEmpty() ? "the arguments" : place.toString();
  }

  private static void append(StringBuilder place, String segment) {
    place.append(place.isEmpty() || segment.startsWith("[") ? "" : ".").append(segment);
  }

  private String told(String name) {
    return declared.contains(name) && name.length() <= LONGEST_NAME ? name : "*";
  }
}
