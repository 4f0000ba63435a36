package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * The request context, for servlets behind a {@link GovernanceFilter}. Every method throws {@link
 * IllegalStateException} when no such filter stands in front.
 */
public final class RequestContexts {
  /**
   * The request attribute that holds the verified {@link Identity}, for code that knows nothing of
   * contexts; absent when nobody was identified.
   */
  public static final String USER = "user";

  private static final Denial UNIDENTIFIED =
      Denial.of(401, "unauthorized", -32001, "Access token required")
          .withCode("missing_bearer")
          .withMember("reason", "no_identity")
          .withChallenge(Challenge.missing(List.of()));

  private RequestContexts() {}

  /** The newest context of a request. */
  public static RequestContext from(ServletRequest request) {
    return Governed.of(request).exchange().context();
  }

  /**
   * Replaces the context of a request; completions see what is written here.
   *
   * @param change a function without side effects: it may be applied more than once
   */
  public static RequestContext update(
      ServletRequest request, UnaryOperator<RequestContext> change) {
    return Governed.of(request).exchange().update(change);
  }

  /**
   * The verified caller, for a servlet that serves nobody else. Where nobody was identified, the
   * request has been answered with 401 {@code unauthorized} and nothing is left to do.
   *
   * @throws IOException when the client cannot be written to
   */
  public static Optional<Identity> requireIdentity(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Identity> caller = from(request).find(Identity.class);
    if (caller.isEmpty()) {
      refuse(request, response, UNIDENTIFIED);
    }
    return caller;
  }

  /** What the client called this server, by the settings of the filter nearest to the servlet. */
  public static PublicOrigin origin(HttpServletRequest request) {
    return PublicOrigin.of(Governed.of(request).settings(), request);
  }

  /** Refuses a request in the name of the application; see the other form. */
  public static void refuse(HttpServletRequest request, HttpServletResponse response, Denial denial)
      throws IOException {
    refuse(request, response, "application", denial);
  }

  /**
   * Answers with a refusal, in the form the request's protocol wants, and records it. Without
   * effect on the answer when bytes were sent already.
   *
   * @param layer who refuses
   * @throws IOException when the client cannot be written to
   */
  public static void refuse(
      HttpServletRequest request, HttpServletResponse response, String layer, Denial denial)
      throws IOException {
    Governed.of(request).refuse(layer, denial, response);
  }

  /**
   * Counts the memory a servlet takes for an answer it holds, with that of request bodies ({@link
   * GovernanceFilter.Builder#maxBodyMemory}). What is taken when the request ends is given back.
   *
   * @return takes how many bytes more are held, or, below 0, are not any longer; says false when
   *     there is no room, or the request has ended: then nothing more may be held. May be used by
   *     several threads, and after the end
   */
  public static LongPredicate answerMemory(ServletRequest request) {
    return Governed.of(request)::hold;
  }

  /** Records that the client went away before the answer was complete. */
  public static void abort(ServletRequest request, Throwable cause) {
    Governed.of(request).abort(cause);
  }
}
