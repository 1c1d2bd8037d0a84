/// What is wrong with a client secret, and what its holder can do.
extension Refusal {
  package static let unknownClientSecret = Refusal(
    status: 401, code: "invalid_api_key",
    message: "This client secret is not known here. Have your server make one with POST /v1/realtime/client_secrets, "
      + "on this very gateway: a restart forgets them.")

  package static let expiredClientSecret = Refusal(
    status: 401, code: "client_secret_expired",
    message: "This client secret has expired. Have your server make a new one with POST /v1/realtime/client_secrets; "
      + "expires_after.seconds says how long it lives, 7200 at most.")

  package static let withdrawnClientSecret = Refusal(
    status: 401, code: "invalid_api_key",
    message: "The key that made this client secret is no longer in force. Have your server make a new one with its "
      + "present key.")

  package static let clientSecretOfAnotherModel = Refusal(
    status: 403, code: "model_not_allowed",
    message: "This client secret is good for another model. Leave ?model= out, or have your server make a secret for "
      + "that model.", param: "model")

  package static let clientSecretOfAnotherOrigin = Refusal(
    status: 403, code: "origin_not_allowed",
    message: "This client secret is bound to the pages of another origin. Have your server make one with this page's "
      + "origin in x_origin, or without x_origin.")

  /// A client secret where only a key will do.
  package static let clientSecretIsNoKey = Refusal(
    status: 403, code: "client_secret_not_allowed",
    message: "A client secret opens realtime sessions and nothing else. Use your server's API key for this call.")

  package static func tooManyClientSecrets(retryAfterSeconds: Int) -> Refusal {
    Refusal(
      status: 429, type: "rate_limit_error", code: "too_many_client_secrets",
      message: "This gateway keeps as many client secrets as it may. Try again in \(retryAfterSeconds) seconds, make "
        + "them live shorter, or raise parley.client_secrets.", retryAfterSeconds: retryAfterSeconds)
  }
}
