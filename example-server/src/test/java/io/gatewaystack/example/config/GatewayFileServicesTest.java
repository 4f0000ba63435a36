package io.gatewaystack.example.config;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The section {@code services}. */
class GatewayFileServicesTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet(
            "services of nothing",
            "services: {file: services.json}",
            ":1: services.routes: none (expected: at least one route or target)"),
        argumentSet(
            "services nowhere",
            "services: {file: nowhere.json, targets: {a: b}}",
            ":1: services.file: "));
  }
}
