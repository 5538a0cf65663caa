package io.tracklayer.destinations.webhook;

import io.tracklayer.contract.reason.Cause;
import io.tracklayer.contract.reason.Reason;
import io.tracklayer.contract.text.Redaction;
import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.http.Answer;

/** What a webhook endpoint's status codes mean. */
final class WebhookAnswers {

  private WebhookAnswers() {}

  static Verdict classify(Answer.Response response) {
    int status = response.status();
    String detail = Redaction.redact(response.body());
    if (status >= 200 && status < 300) {
      return new Verdict.Delivered();
    }
    if (status >= 300 && status < 400) {
      return new Verdict.RejectedAll(Cause.of(Reason.REDIRECT_REFUSED), detail);
    }
    return switch (status) {
      case 401 -> new Verdict.CredentialsWrong(Cause.of(Reason.TOKEN_INVALID), detail);
      case 403 -> new Verdict.CredentialsWrong(Cause.of(Reason.PERMISSION_MISSING), detail);
      case 410 -> new Verdict.CredentialsWrong(Cause.of(Reason.ENDPOINT_GONE), detail);
      case 408, 425 ->
          new Verdict.Retry(Cause.of(Reason.TEMPORARY_ERROR), detail, RetryAfter.of(response));
      case 413 -> new Verdict.RejectedAsWhole(Cause.of(Reason.REQUEST_TOO_LARGE), detail);
      case 429 -> new Verdict.Retry(Cause.of(Reason.RATE_LIMITED), detail, RetryAfter.of(response));
      default ->
          status >= 400 && status < 500
              ? new Verdict.RejectedAsWhole(Cause.of(Reason.INVALID_REQUEST), detail)
              : new Verdict.Retry(
                  Cause.of(status / 100 == 5 ? Reason.SERVER_ERROR : Reason.UNEXPECTED_ANSWER),
                  detail,
                  RetryAfter.of(response));
    };
  }
}
