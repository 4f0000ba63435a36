package io.gatewaystack.example.config;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The section {@code proxies}. */
class GatewayFileProxiesTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    String fs = "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example/mcp'}}}}";
    return Stream.of(
        argumentSet(
            "time of an answer",
            "proxies: {/crm: {url: 'https://b.example', maxAnswerTimeMillis: 1.5}}",
            ":1: proxies./crm.maxAnswerTimeMillis: 1.5 (expected: a whole number from 1 to 864"),
        argumentSet(
            "proxied share of nothing",
            "proxies: {/crm: {url: 'https://b.example', maxConnectionsPerCaller: 0}}",
            "maxConnectionsPerCaller: 0 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "proxied share of more than all",
            "proxies: {/crm: {url: 'https://b.example', maxConnectionsPerCaller: 4097}}",
            "maxConnectionsPerCaller: 4097 (expected: a whole number from 1 to 4096)"),
        argumentSet(
            "same path", fs + "\nproxies: {/mcp: {url: 'https://b.example'}}", "proxies./mcp: ("),
        argumentSet(
            "reserved path",
            "proxies: {/health: {url: 'https://b.example'}}",
            "proxies./health: ("),
        argumentSet(
            "route of proxy",
            "proxies: {/crm: {url: 'https://b.example', routes: [{path: /a}]}}",
            "proxies./crm.routes[0].scopes: (expected: at least one, or open: true)"),
        argumentSet(
            "route of proxy beside its prefix",
            "proxies: {/crm: {url: 'https://b.example', routes: [{path: admin, scopes: [a]}]}}",
            ":1: proxies./crm.routes[0].path: admin (expected: / or /a/b)"),
        argumentSet(
            "route of proxy that leads out",
            "proxies: {/crm: {url: 'https://b.example', routes: [{path: /../a, scopes: [a]}]}}",
            "proxies./crm: route * /crm/../a: path (expected: / or /a/b, decoded"),
        argumentSet(
            "method of proxy",
            "proxies: {/crm: {url: 'https://b.example', routes: [{method: get, path: /a, scopes:"
                + " [a]}]}}",
            "proxies./crm: route get /crm/a: method (expected: capitals"),
        argumentSet(
            "prefix of proxy",
            "proxies: {crm: {url: 'https://b.example'}}",
            "proxies.crm: (expected: a path such as /crm)"));
  }
}
