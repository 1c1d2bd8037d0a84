/// Why a connection to Gemini Live ended or never came about.
enum UpstreamFailure: Equatable, Sendable {
  /// Too many sessions or tokens for now.
  case quota
  /// The gateway's token or key was not taken.
  case credentials
  /// The account may not do this.
  case permission
  /// The API is not enabled in the project.
  case serviceDisabled
  /// The account may not bill the quota project, or there is none.
  case quotaProject
  /// No such model there, or not for this project.
  case modelUnavailable
  /// Nothing answers at this address.
  case addressUnknown
  /// A resumption handle that is too old or another model's.
  case handleUnknown
  /// Google does not serve the place the gateway is in.
  case placeRefused
  /// The setup has a field that this version of the API does not know.
  case fieldUnknown
  /// The model does not answer in this modality.
  case modalityRefused
  /// Some other fault of the setup, or a context that is full.
  case requestRefused
  /// The content is not allowed.
  case policy
  /// HTTP in place of the upgrade, and none that Google is known for.
  case handshakeRefused(status: Int)
  case messageTooLarge
  /// The server did not understand the gateway.
  case protocolBroken
  /// A fault of the server's own.
  case serverFault
  /// The connection's life is over, or the network failed.
  case ended
}

extension UpstreamFailure {
  /// One row of the close table. Empty `codes` or `phrases` match everything; phrases are in lower case.
  private struct Rule {
    var codes: [Int] = []
    var phrases: [String] = []
    var failure: UpstreamFailure
  }

  /// The first row that matches counts. Source: reports from the field and Google's samples, read 2026-11-22. Google
  /// cuts a reason at 123 bytes, so the phrases are taken from its beginning.
  private static let closes: [Rule] = [
    Rule(
      phrases: [
        "resource_exhausted", "resource exhausted", "maximum concurrent", "exceeded your current quota",
        "quota exceeded",
      ],
      failure: .quota),
    Rule(
      phrases: ["api key not valid", "api_key_invalid", "api key expired", "unauthenticated"], failure: .credentials),
    Rule(phrases: ["permission denied", "permission_denied"], failure: .permission),
    Rule(codes: [1008], phrases: ["session not found"], failure: .handleUnknown),
    // Google's own words. Both come at random after tool responses and with preview models.
    Rule(codes: [1008], phrases: ["requested entity was not found", "operation is not implemented"], failure: .ended),
    Rule(codes: [1008], phrases: ["operation was aborted"], failure: .ended),
    Rule(
      codes: [1007, 1008],
      phrases: [
        "publisher model", "was not found", "is not found", "not have access", "supported for bidigeneratecontent",
      ],
      failure: .modelUnavailable),
    Rule(codes: [1007, 1008], phrases: ["user location is not supported"], failure: .placeRefused),
    Rule(codes: [1007], phrases: ["unknown name", "cannot find field"], failure: .fieldUnknown),
    Rule(codes: [1007], phrases: ["output is not supported", "modalit"], failure: .modalityRefused),
    Rule(codes: [1007], failure: .requestRefused),
    Rule(codes: [1008], failure: .policy),
    Rule(codes: [1009], failure: .messageTooLarge),
    Rule(codes: [1002, 1003, 1010], failure: .protocolBroken),
    Rule(codes: [1011], failure: .serverFault),
    Rule(failure: .ended),
  ]

  /// `code` is nil where the connection broke without a close frame.
  static func of(close code: Int?, reason: String) -> UpstreamFailure {
    let reason = reason.lowercased()
    let rule = closes.first { rule in
      (rule.codes.isEmpty || code.map(rule.codes.contains) == true)
        && (rule.phrases.isEmpty || rule.phrases.contains(where: reason.contains))
    }
    return rule?.failure ?? .ended
  }

  /// An HTTP answer in place of the upgrade; `said` is its error text.
  static func of(handshake status: Int, said: String) -> UpstreamFailure {
    let said = said.lowercased()
    switch status {
    case 401: return .credentials
    case 403 where said.contains("has not been used") || said.contains("service_disabled"): return .serviceDisabled
    case 403 where said.contains("quota project") || said.contains("serviceusage"): return .quotaProject
    case 403: return .permission
    case 404: return .addressUnknown
    case 429: return .quota
    case 400 where said.contains("api key"): return .credentials
    case 400 where said.contains("user location"): return .placeRefused
    case 408, 500...599: return .serverFault
    default: return .handshakeRefused(status: status)
    }
  }
}
