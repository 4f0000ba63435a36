package io.gatewaystack.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

/**
 * Static fields are final and hold what cannot change. A private array counts as a constant; a
 * collection is one if the static initializer builds none or copies the one it builds.
 */
final class HoldNoStaticState extends ArchCondition<JavaClass> {
  private static final List<Class<?>> STATE =
      List.of(
          AbstractCollection.class,
          AbstractMap.class,
          ConcurrentMap.class,
          Executor.class,
          Lock.class,
          Queue.class,
          StringBuilder.class);

  HoldNoStaticState() {
    super("hold no static state");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaField field : type.getFields()) {
      if (isStatic(field) && (!field.getModifiers().contains(FINAL) || mutable(field))) {
        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
      }
    }
  }

  private static boolean isStatic(JavaField field) {
    return field.getModifiers().contains(STATIC) && !field.getModifiers().contains(SYNTHETIC);
  }

  private static boolean mutable(JavaField field) {
    JavaClass type = field.getRawType();
    if (type.isArray()) {
      return !field.getModifiers().contains(PRIVATE);
    }
    if (type.isInterface() && isCollection(type)) {
      return field.getOwner().getStaticInitializer().filter(HoldNoStaticState::keeps).isPresent();
    }
    return type.getPackageName().equals("java.util.concurrent.atomic")
        || type.getName().startsWith("com.github.benmanes.caffeine.cache.")
        || STATE.stream().anyMatch(type::isAssignableTo);
  }

  /** Whether it builds a collection without copying it. */
  private static boolean keeps(JavaStaticInitializer initializer) {
    boolean builds =
        initializer.getConstructorCallsFromSelf().stream()
            .map(call -> call.getTargetOwner())
            .anyMatch(t -> t.getPackageName().startsWith("java.util") && isCollection(t));
    boolean copies =
        initializer.getMethodCallsFromSelf().stream()
            .map(call -> call.getTarget().getName())
            .anyMatch(name -> name.equals("copyOf") || name.startsWith("unmodifiable"));
    return builds && !copies;
  }

  private static boolean isCollection(JavaClass type) {
    return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
  }
}
