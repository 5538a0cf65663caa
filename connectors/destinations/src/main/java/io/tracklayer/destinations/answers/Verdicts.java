package io.tracklayer.destinations.answers;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.http.AddressRule;
import io.tracklayer.destinations.http.Answer;
import java.util.function.Function;

/**
 * The verdict on an answer. The vendor's own rules judge a response; rules common to all
 * destinations judge the lack of one.
 */
public final class Verdicts {

  private Verdicts() {}

  /**
   * @param ofResponse what a response means
   */
  public static Verdict of(Answer answer, Function<Answer.Response, Verdict> ofResponse) {
    return answer instanceof Answer.NoResponse noResponse
        ? verdict(noResponse)
        : ofResponse.apply((Answer.Response) answer);
  }

  /**
   * A request that our own rules refused will be refused until the configuration or DNS changes;
   * any other is worth another attempt.
   */
  private static Verdict verdict(Answer.NoResponse noResponse) {
    Cause cause = Cause.of(noResponse.reason());
    return AddressRule.refused(noResponse)
        ? new Verdict.CredentialsWrong(cause, null)
        : new Verdict.Retry(cause, null, null);
  }
}
