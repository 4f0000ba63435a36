package io.gatewaystack.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;

/** The classes under the rules: one root package per library module, in the order of the BOM. */
final class Library {
  static final List<String> ROOTS =
      List.of(
          "io.gatewaystack.context",
          "io.gatewaystack.identifiabl",
          "io.gatewaystack.transformabl",
          "io.gatewaystack.validatabl",
          "io.gatewaystack.limitabl",
          "io.gatewaystack.proxyabl",
          "io.gatewaystack.explicabl");

  private Library() {}

  static JavaClasses classes() {
    return new ClassFileImporter().importPackages(ROOTS);
  }
}
