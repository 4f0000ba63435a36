package io.gatewaystack.example.command;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param variables the environment: names and values
 * @param out takes results, and audit events as lines
 * @param err takes messages
 */
public record Console(Map<String, String> variables, PrintStream out, PrintStream err) {}
