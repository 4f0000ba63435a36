package io.gatewaystack.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

class LibraryTest {
  private static final JavaClasses CLASSES = Library.classes();
  static final Iterable<String> ROOTS = Library.ROOTS;

  @ParameterizedTest
  @EnumSource
  void keepsTheHouseRules(HouseRules rule) {
    rule.rule().check(CLASSES);
  }

  /** Rules pass on nothing: a root package that was renamed must not leave them behind. */
  @ParameterizedTest
  @FieldSource("ROOTS")
  void hasClassesOfEveryModule(String root) {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .filteredOn(name -> name.equals(root) || name.startsWith(root + "."))
        .hasSizeGreaterThan(5);
  }
}
