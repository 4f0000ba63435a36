package io.gatewaystack.example.config;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The section {@code mcp}: tools, functions, and who may use how much of them. */
class GatewayFileToolsTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet(
            "endpoint at no path",
            "mcp: {/a/../b: {upstreams: {fs: {url: 'https://a.example'}}}}",
            ":1: mcp./a/../b: (expected: a path such as /mcp)"),
        argumentSet(
            "address in place of functions",
            "mcp: {/mcp: {functions: 'https://a.example/hunter2', tools: {a: [b]}}}",
            ":1: mcp./mcp.functions: a text (expected: a mapping)"),
        argumentSet(
            "tool of nobody among several",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}, git: {url:"
                + " 'https://b.example'}}, tools: {fs.read: [a], read: [a]}}}",
            "mcp./mcp.tools.read: (expected: a function, or an upstream's name and a dot in front"),
        argumentSet(
            "prompt of nobody beside a function",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}}, functions: {url:"
                + " 'https://b.example'}, tools: {fs.read: [a], post: {function: true, scopes:"
                + " [a]}}, prompts: {fs.one: [a], gs.two: [a]}}}",
            "mcp./mcp.prompts.gs.two: (expected: an upstream's name and a dot in front)"),
        argumentSet(
            "share of nothing",
            "mcp: {/mcp: {tools: {a: [b]}, maxConnectionsPerCaller: 0}}",
            ":1: mcp./mcp.maxConnectionsPerCaller: 0 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "share of more than all",
            "mcp: {/mcp: {tools: {a: [b]}, maxConnectionsPerCaller: 4097}}",
            "maxConnectionsPerCaller: 4097 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "tool without scope",
            "mcp: {/mcp: {tools: {a: []}}}",
            "a: (expected: at least one scope)"),
        argumentSet(
            "open tool with scope",
            "mcp: {/mcp: {tools: {a: {open: true, scopes: [b]}}}}",
            "tools.a.scopes: (expected: at least one, or open: true)"),
        argumentSet(
            "scope that is none",
            "mcp: {/mcp: {tools: {a: ['b c']}}}",
            "mcp./mcp: tool a: 'b c' (expected: a scope token"),
        argumentSet(
            "name of function",
            "mcp: {/mcp: {tools: {a.b: {function: true, scopes: [c]}}}}",
            "mcp./mcp.tools: tool a.b: name (expected: 1..128 letters"),
        argumentSet(
            "schema that is not there",
            "mcp: {/mcp: {tools: {a: {scopes: [b], schema: nowhere.json}}}}",
            "schema: nowhere.json (expected: a file)"),
        argumentSet(
            "hidden and other tools",
            "mcp: {/mcp: {tools: {a: [b]}, otherTools: [c], hide: true}}",
            "mcp./mcp: hide: (expected: with mapped tools"),
        argumentSet(
            "fact",
            "mcp: {/mcp: {tools: {a: [b]}, identityHeaders: {X-Org-Id: organisation}}}",
            "X-Org-Id: organisation (expected: subject, tenant, scopes, roles or email)"),
        argumentSet(
            "function called like a route",
            "mcp: {/mcp: {tools: {protected: {function: true, scopes: [a]}}}}",
            "mcp./mcp.tools.protected: (expected: a path of its own"));
  }
}
