package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.validatabl.Validatabl;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.time.Duration;

/** What docs/proxy.md shows, as it stands there. */
final class DocumentedProxy {
  private DocumentedProxy() {}

  static void one(ServletContext servletContext) {
    // begin one
    Proxyabl echo =
        Proxyabl.builder(URI.create("http://127.0.0.1:3333")).allowedPaths("/echo").build();
    ProxyServlet.register(servletContext, "echo", new ProxyServlet(echo), "/proxy/*");
    // end
  }

  static void several(ServletContext servletContext, String crmKey) {
    // begin several
    Proxyabl crm =
        Proxyabl.builder(URI.create("https://crm.internal/api"))
            .name("crm")
            .prefix("/crm")
            .allowedPaths("/v1")
            .timeout(Duration.ofSeconds(2))
            .credential(UpstreamCredential.bearer(crmKey))
            .identityHeader("X-Org-Id", IdentityField.TENANT)
            .build();
    Proxyabl files =
        Proxyabl.builder(URI.create("https://files.internal"))
            .name("files")
            .prefix("/files")
            .header("X-Env", "prod")
            .withholdAnswerHeaders("X-Powered-By")
            .maxAnswerBytes(100 << 20)
            .build();
    ProxyServlet.register(
        servletContext, "proxy", new ProxyServlet(Proxyabl.of(crm, files)), "/crm/*", "/files/*");
    // end
  }

  static Validatabl scopes() {
    // begin scopes
    Validatabl scopes =
        Validatabl.builder()
            .route("GET", "/crm/v1/tools", "tool:read")
            .route("POST", "/crm/v1/tools", "tool:write")
            .build();
    // end
    return scopes;
  }
}
