package io.gatewaystack.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The package-info of a class is annotated with {@code @NullMarked}. */
final class ResideInNullMarkedPackages extends ArchCondition<JavaClass> {
  ResideInNullMarkedPackages() {
    super("reside in a @NullMarked package");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
      String message =
          type.getPackageName() + " of " + type.getSimpleName() + " is not @NullMarked";
      events.add(SimpleConditionEvent.violated(type, message));
    }
  }
}
