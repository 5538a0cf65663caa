package io.tracklayer.destinations.webhook;

import io.tracklayer.destinations.Verdict;
import io.tracklayer.destinations.answers.Redaction;
import io.tracklayer.destinations.answers.RetryAfter;
import io.tracklayer.destinations.http.Answer;

/** What a webhook endpoint's status codes mean. */
final class WebhookAnswers {

  private WebhookAnswers() {}

  static Verdict classify(Answer.Response response) {
    int status = response.status();
    String reason = "http_" + status;
    String detail = Redaction.redact(response.body());
    if (status >= 200 && status < 300) {
      return new Verdict.Delivered();
    }
    if (status >= 300 && status < 400) {
      return new Verdict.RejectedAll("redirect_refused", detail);
    }
    return switch (status) {
      case 401, 403 -> new Verdict.CredentialsWrong(reason, detail);
      case 410 -> new Verdict.CredentialsWrong("endpoint_gone", detail);
      case 408, 425, 429 -> new Verdict.Retry(reason, detail, RetryAfter.of(response));
      default ->
          status >= 400 && status < 500
              ? new Verdict.RejectedAsWhole(reason, detail)
              : new Verdict.Retry(reason, detail, RetryAfter.of(response));
    };
  }
}
