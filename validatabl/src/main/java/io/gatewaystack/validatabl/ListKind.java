package io.gatewaystack.validatabl;

import org.jspecify.annotations.Nullable;

/** The lists of MCP: the member that holds one, and the member that names its entries. */
enum ListKind {
  TOOLS("tools", "name") {
    @Override
    boolean shows(Sight sight, String name) {
      return sight.tool(name);
    }
  },
  PROMPTS("prompts", "name") {
    @Override
    boolean shows(Sight sight, String name) {
      return sight.prompt(name);
    }
  },
  RESOURCES("resources", "uri") {
    @Override
    boolean shows(Sight sight, String uri) {
      return sight.resource(uri);
    }
  },
  TEMPLATES("resourceTemplates", "uriTemplate") {
    @Override
    boolean shows(Sight sight, String template) {
      return sight.template(UriTemplate.of(template));
    }
  };

  final String member;
  final String nameMember;

  ListKind(String member, String nameMember) {
    this.member = member;
    this.nameMember = nameMember;
  }

  /** Whether a caller sees an entry. */
  abstract boolean shows(Sight sight, String name);

  /** The list a method asks for; null when it asks for none. */
  static @Nullable ListKind of(String method) {
    return switch (method) {
      case "tools/list" -> TOOLS;
      case "prompts/list" -> PROMPTS;
      case "resources/list" -> RESOURCES;
      case "resources/templates/list" -> TEMPLATES;
      default -> null;
    };
  }
}
