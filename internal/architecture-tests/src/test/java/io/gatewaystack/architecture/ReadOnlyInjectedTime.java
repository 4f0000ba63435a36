package io.gatewaystack.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Nobody asks the system what time it is. Naming the system's clock as the default of a setting is
 * fine where settings get their defaults: in a type named {@code …Builder}, or in a static {@code
 * builder}, {@code of} or {@code system}.
 */
final class ReadOnlyInjectedTime extends ArchCondition<JavaClass> {
  private static final Set<String> FACTORIES = Set.of("builder", "of", "system");

  ReadOnlyInjectedTime() {
    super("read only injected time");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      if (reads(access) || (namesASource(access) && !givesDefaults(access.getOrigin()))) {
        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
      }
    }
  }

  private static boolean reads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    if (owner.isEquivalentTo(Date.class)) {
      return access.getTarget().getFullName().endsWith("<init>()");
    }
    return name.equals("currentTimeMillis")
        || (name.equals("now")
            && owner.getPackageName().startsWith("java.time")
            && !access.getTarget().getFullName().endsWith("(java.time.Clock)"));
  }

  private static boolean namesASource(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return (name.equals("nanoTime") && owner.isEquivalentTo(System.class))
        || (name.startsWith("system")
            && (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class)));
  }

  private static boolean givesDefaults(JavaCodeUnit origin) {
    return origin.getOwner().getSimpleName().endsWith("Builder")
        || FACTORIES.contains(origin.getName());
  }
}
