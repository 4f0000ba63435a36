package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A layer that believes what headers of the test say of the caller, and keeps how requests end. */
final class Believer implements Layer {
  /** {@code subject}, or {@code subject@tenant}; nobody without it. */
  static final String SUBJECT = "Test-Subject";

  /** The scopes it believes, separated by spaces; {@code none} without it. */
  static final String SCOPES = "Test-Scopes";

  /** How many milliseconds from now on the credential is good for; for ever without it. */
  static final String LASTS = "Test-Lasts";

  /** After how many milliseconds the credential is judged again; never without it. */
  static final String JUDGED = "Test-Judged";

  /** How a request ended. */
  record Ending(RequestContext context, Outcome outcome) {}

  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private volatile Standing.Verdict verdict = Standing.Verdict.GOOD;

  @Override
  public String name() {
    return "believer";
  }

  @Override
  public Decision before(RequestContext context) {
    RequestInfo request = context.request();
    RequestContext known =
        request
            .headers()
            .first(SUBJECT)
            .filter(subject -> !subject.isEmpty())
            .map(subject -> judged(context.with(identity(subject, request))))
            .orElse(context);
    return Decision.proceed(known)
        .whenDone((latest, outcome) -> endings.add(new Ending(latest, outcome)));
  }

  private RequestContext judged(RequestContext known) {
    return known
        .request()
        .headers()
        .first(JUDGED)
        .map(interval -> Duration.ofMillis(Long.parseLong(interval)))
        .map(interval -> known.with(new Standing(interval, () -> verdict)))
        .orElse(known);
  }

  /** What is found out from now on when a credential is judged again. */
  void judge(Standing.Verdict now) {
    verdict = now;
  }

  private static Identity identity(String subject, RequestInfo request) {
    Headers headers = request.headers();
    String[] parts = subject.split("@", 2);
    return Identity.builder(parts[0], "https://idp.test")
        .tenantId(parts.length == 1 ? null : parts[1])
        .scopes(Set.of(headers.first(SCOPES).orElse("none").split(" ", -1)))
        .validUntil(
            headers
                .first(LASTS)
                .map(lasts -> request.at().plusMillis(Long.parseLong(lasts)))
                .orElse(null))
        .build();
  }

  /** How the next request ended; waits for it. */
  Ending ending() throws InterruptedException {
    Ending ending = endings.poll(5, TimeUnit.SECONDS);
    if (ending == null) {
      throw new AssertionError("no request ended");
    }
    return ending;
  }

  boolean hasMoreEndings() {
    return !endings.isEmpty();
  }
}
