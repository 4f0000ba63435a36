package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import io.gatewaystack.proxyabl.internal.Shares;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a client is told whom no upstream has served: what the first of them has told that has told
 * anything. That one has no such method counts only when that is what all say, since another may be
 * back soon.
 */
final class Unserved {
  private static final String UNKNOWN_METHOD = "-32601";

  private Unserved() {}

  /**
   * An upstream's error in its own words.
   *
   * @param asked what came of asking each
   * @param unreachable what to tell when none of them has said why
   * @throws UnusableAnswer when the client must be told something in the gateway's words
   */
  static Answer answer(List<? extends Asked> asked, Denial unreachable) {
    Asked told =
        first(asked, Unserved::isTooMany)
            .or(() -> first(asked, each -> hasAnswered(each) && !lacks(each)))
            .or(() -> asked.stream().allMatch(Unserved::lacks) ? first(asked) : Optional.empty())
            .orElseThrow(() -> new UnusableAnswer(unreachable));
    if (told instanceof Asked.Told error) {
      return new Answer(error.head().status(), error.head().forClient(), words(error));
    }
    throw new UnusableAnswer(told instanceof Asked.Silent silent ? silent.denial() : unreachable);
  }

  private static byte[] words(Asked.Told error) {
    JsonDocument document = JsonDocument.parse(error.message().root().bytes());
    Edits edits = Edits.of(document);
    RpcMessage.of(document)
        .ifPresent(message -> Elicitations.rename(error.upstream(), message, edits));
    return edits.apply().bytes();
  }

  private static Optional<Asked> first(List<? extends Asked> asked) {
    return first(asked, each -> true);
  }

  private static Optional<Asked> first(List<? extends Asked> asked, Predicate<Asked> which) {
    return asked.stream().<Asked>map(each -> each).filter(which).findFirst();
  }

  private static boolean isTooMany(Asked asked) {
    return asked instanceof Asked.Silent silent && silent.denial().equals(Shares.USED_UP);
  }

  private static boolean hasAnswered(Asked asked) {
    return asked instanceof Asked.Silent silent ? silent.status() != 0 : isError(asked);
  }

  private static boolean isError(Asked asked) {
    return asked instanceof Asked.Told told && told.message().kind() == RpcMessage.Kind.ERROR;
  }

  /** Whether an upstream has said that there is no such thing with it. */
  static boolean lacks(Asked asked) {
    if (asked instanceof Asked.Told told) {
      return told.message()
          .root()
          .at("error", "code")
          .map(JsonSpan::text)
          .filter(UNKNOWN_METHOD::equals)
          .isPresent();
    }
    return asked instanceof Asked.Silent silent && silent.denial().equals(Refusals.METHOD);
  }
}
