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
            "service of no path",
            "services: {file: services.json, routes: {mcp: files}}",
            "services: route * mcp: path (expected: / or /a/b"),
        argumentSet(
            "service of a path with dots",
            "services: {file: services.json, routes: {/a/../mcp: files}}",
            "services: route * /a/../mcp: path (expected: / or /a/b"),
        argumentSet(
            "service of a path that nothing has",
            "services: {file: services.json, routes: {/crn: files}}",
            "services.routes./crn: (expected: the path of an MCP endpoint, a proxied route"),
        argumentSet(
            "service of everything",
            "services: {file: services.json, targets: {'': files}}",
            "services: target '' (expected: not empty)"),
        argumentSet(
            "path among targets",
            "services: {file: services.json, targets: {/crm: files}}",
            "services: target /crm (expected: how names or URIs begin; a path is a route)"),
        argumentSet(
            "services nowhere",
            "services: {file: nowhere.json, targets: {a: b}}",
            ":1: services.file: "));
  }
}
