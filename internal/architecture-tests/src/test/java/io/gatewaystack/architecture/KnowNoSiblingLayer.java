package io.gatewaystack.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A class in a layer depends on no other layer; a class outside of them, the kernel, on none. */
final class KnowNoSiblingLayer extends ArchCondition<JavaClass> {
  private static final Set<String> LAYERS =
      Set.of("identifiabl", "transformabl", "validatabl", "limitabl", "proxyabl", "explicabl");

  KnowNoSiblingLayer() {
    super("know no sibling layer");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Optional<String> own = layer(type);
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      Optional<String> other = layer(dependency.getTargetClass());
      if (other.isPresent() && !other.equals(own)) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }

  private static Optional<String> layer(JavaClass type) {
    return Arrays.stream(type.getPackageName().split("\\.", -1))
        .filter(LAYERS::contains)
        .findFirst();
  }
}
