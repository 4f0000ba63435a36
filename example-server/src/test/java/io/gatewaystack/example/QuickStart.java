package io.gatewaystack.example;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.explicabl.ConsoleSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.limitabl.Limitabl;
import io.gatewaystack.transformabl.Redaction;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.validatabl.Validatabl;
import jakarta.servlet.ServletContext;
import java.time.Duration;

/** The quick start of README.md, word for word between the markers. */
final class QuickStart {
  private QuickStart() {}

  static Explicabl register(ServletContext servletContext, String issuer) {
    // begin
    Explicabl audit = Explicabl.builder().sink(ConsoleSink.of(System.out)).build();
    Limitabl perCaller = Limitabl.perIdentity(60, Duration.ofMinutes(1)).build();
    Pipeline pipeline =
        Pipeline.of(
            audit,
            Limitabl.perAddress(600, Duration.ofMinutes(1)).build(),
            Identifiabl.builder(issuer, "https://api.example").build(),
            perCaller.peek(),
            Transformabl.builder().redact(Redaction.mask()).build(),
            Validatabl.builder()
                .openRoute("GET", "/orders")
                .route("POST", "/orders", "orders:write")
                .build(),
            perCaller);
    GovernanceFilter.register(servletContext, new GovernanceFilter(pipeline), "/*");
    // end
    return audit;
  }
}
