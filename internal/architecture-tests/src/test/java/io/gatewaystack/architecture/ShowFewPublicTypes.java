package io.gatewaystack.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/** A package has at most so many public top-level types. */
final class ShowFewPublicTypes extends ArchCondition<JavaClass> {
  private final int most;
  private final List<JavaClass> shown = new ArrayList<>();

  ShowFewPublicTypes(int most) {
    super("be one of at most " + most + " public types of its package");
    this.most = most;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (type.isTopLevelClass() && type.getModifiers().contains(PUBLIC)) {
      shown.add(type);
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    shown.stream()
        .collect(groupingBy(JavaClass::getPackageName))
        .forEach(
            (name, types) -> {
              if (types.size() > most) {
                String message = name + " shows " + types.size() + " public types";
                events.add(SimpleConditionEvent.violated(types, message));
              }
            });
    shown.clear();
  }
}
