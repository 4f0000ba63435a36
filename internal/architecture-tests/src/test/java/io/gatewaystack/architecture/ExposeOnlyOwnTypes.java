package io.gatewaystack.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Supertypes and public or protected members are made of our own types, the JDK's, the servlet
 * API's and Jackson's {@code JsonNode}, type arguments included.
 */
final class ExposeOnlyOwnTypes extends ArchCondition<JavaClass> {
  private static final List<String> WELCOME =
      List.of("java.", "javax.", "jakarta.servlet.", "io.gatewaystack.");

  ExposeOnlyOwnTypes() {
    super("expose no type of a library");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!visible(type)) {
      return;
    }
    List<JavaType> supertypes = new ArrayList<>(type.getInterfaces());
    type.getSuperclass().ifPresent(supertypes::add);
    report(type.getName() + " extends ", supertypes, type, events);
    for (JavaMember member : type.getMembers()) {
      if (exposed(member)) {
        report(member.getFullName() + " exposes ", signature(member), type, events);
      }
    }
  }

  private static boolean visible(JavaClass type) {
    return type.getModifiers().contains(PUBLIC)
        && type.getEnclosingClass().map(ExposeOnlyOwnTypes::visible).orElse(true);
  }

  private static boolean exposed(JavaMember member) {
    var modifiers = member.getModifiers();
    return (modifiers.contains(PUBLIC) || modifiers.contains(PROTECTED))
        && !modifiers.contains(SYNTHETIC);
  }

  private static List<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return List.of(field.getType());
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    List<JavaType> types = new ArrayList<>(unit.getParameterTypes());
    types.add(unit.getReturnType());
    types.addAll(unit.getExceptionTypes());
    return types;
  }

  private static void report(
      String where, List<JavaType> types, JavaClass owner, ConditionEvents events) {
    types.stream()
        .flatMap(t -> t.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(t -> !welcome(t))
        .forEach(t -> events.add(SimpleConditionEvent.violated(owner, where + t.getName())));
  }

  private static boolean welcome(JavaClass type) {
    String name = type.getName();
    return type.isPrimitive()
        || name.equals("tools.jackson.databind.JsonNode")
        || WELCOME.stream().anyMatch(name::startsWith);
  }
}
