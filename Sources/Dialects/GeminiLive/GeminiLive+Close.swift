import ByteJSON
package import Conversation

extension GeminiLive {
  package func explain(close code: Int?, reason: String) -> UpstreamClosure {
    closure(of: .of(close: code, reason: reason), said: reason)
  }

  package func explain(handshake status: Int, body: [UInt8]) -> UpstreamClosure {
    let said = Self.errorText(body)
    return closure(of: .of(handshake: status, said: said), said: said)
  }

  /// A JSON error in place of a message.
  func explain(error text: String) -> String {
    closure(of: .of(close: 1011, reason: text), said: text).fault.message
  }

  /// What Google's JSON error says, in its own words and with the status name that tells cases apart. A page of HTML
  /// says nothing.
  private static func errorText(_ body: [UInt8]) -> String {
    guard let node = try? JSONNode.parse(body) else {
      let isPage = body.first { $0 > 0x20 } == UInt8(ascii: "<")
      return isPage ? "" : String(decoding: body.prefix(512), as: UTF8.self)
    }
    let error = node["error"] ?? node[0]?["error"] ?? node
    return [error["status"]?.string, error["message"]?.string].compactMap { $0 }.joined(separator: ": ")
  }

  private func closure(of failure: UpstreamFailure, said: String) -> UpstreamClosure {
    let model = "\(profile.id) \(service.place)"
    switch failure {
    case .quota:
      return UpstreamClosure(
        .quota,
        Fault(
          .rateLimit, code: "rate_limit_exceeded",
          "Google has no more sessions or tokens for \(model) at the moment. Try again later, or raise the quota."))
    case .credentials:
      return refusedHere(
        .server, "upstream_unauthorized", "Google did not accept the gateway's credentials. " + credentialAdvice)
    case .permission:
      return refusedHere(
        .server, "upstream_forbidden",
        "The gateway's account may not use \(model). Give it the role roles/aiplatform.user in the project.", said)
    case .serviceDisabled:
      return refusedHere(
        .server, "upstream_forbidden",
        "The API of Gemini Live is not enabled in the gateway's project. "
          + "Run: gcloud services enable aiplatform.googleapis.com")
    case .quotaProject:
      return refusedHere(
        .server, "upstream_forbidden",
        "The gateway's account may not bill its quota project. Run: gcloud auth application-default "
          + "set-quota-project PROJECT, with a project in which it has roles/serviceusage.serviceUsageConsumer.")
    case .modelUnavailable: return refusedHere(.invalidRequest, "model_not_found", modelAdvice)
    case .addressUnknown:
      return refusedHere(
        .invalidRequest, "model_not_found",
        "There is no Gemini Live service for \(model). Check vertex_location, api_version and api_base.")
    case .placeRefused:
      return refusedHere(
        .invalidRequest, "invalid_request",
        "Google does not serve \(profile.id) where the gateway runs. Run it elsewhere, or use Vertex AI.")
    case .fieldUnknown:
      return fatal(
        .invalidRequest, "invalid_request",
        "\(model) does not know a field of the setup. Try api_version: v1beta1, or another model.", said)
    case .modalityRefused:
      return fatal(
        .invalidRequest, "invalid_request",
        "\(model) does not answer in the requested modality. Choose another model, or audio output.", said)
    case .requestRefused:
      return fatal(
        .invalidRequest, "invalid_request",
        "\(model) refused the session: a setting that it does not take, or a conversation that is too long.", said)
    case .handshakeRefused(let status):
      return refusedHere(
        .server, "server_error",
        "The handshake with \(model) was answered with HTTP \(status). Check api_base, api_version and the proxy.", said
      )
    case .policy: return fatal(.invalidRequest, "invalid_request", "\(model) refused the conversation.", said)
    case .messageTooLarge:
      return fatal(.invalidRequest, "invalid_request", "A message was too large for \(model). Send less at once.")
    case .protocolBroken:
      return fatal(.server, "server_error", "\(model) did not understand a message of the gateway.", said)
    case .handleUnknown:
      return UpstreamClosure(
        .handleUnknown,
        Fault(.server, code: "server_error", "\(model) has forgotten the session. Start a new one."))
    case .serverFault:
      return transient("\(model) has a fault or is overloaded. Try again.", said)
    case .ended:
      return transient("The connection to \(model) ended. Start a new session to go on.")
    }
  }

  private var modelAdvice: String {
    if !profile.services.contains(service.kind) {
      switch service.kind {
      case .vertex: return "\(profile.id) is served on Google AI Studio only. Use the provider gemini/ and an api_key."
      case .aiStudio: return "\(profile.id) is served on Vertex AI only. Use the provider vertex_ai/."
      }
    }
    let advice = "Check the model's name and vertex_location."
    let sentence = "\(profile.id) was not found \(service.place), or the gateway's project has no access to it. "
    switch profile.status {
    case .retired(let date):
      return sentence + "Google has retired it\(date.map { " on " + $0 } ?? ""): use gemini-3.8-live."
    case .retiring(let date): return sentence + "Google retires it on \(date). " + advice
    case .stable, .preview, .unlisted: return sentence + advice
    }
  }

  private var credentialAdvice: String {
    switch service {
    case .vertex: "Run gcloud auth application-default login where the gateway runs, or check vertex_credentials."
    case .vertexExpress, .aiStudio: "Check api_key."
    case .simulator: "Check which tokens the simulator accepts."
    }
  }

  private func fatal(_ kind: Fault.Kind, _ code: String, _ message: String, _ said: String = "") -> UpstreamClosure {
    UpstreamClosure(.fatal, Fault(kind, code: code, quoting(said, after: message)))
  }

  private func refusedHere(_ kind: Fault.Kind, _ code: String, _ message: String, _ said: String = "")
    -> UpstreamClosure
  {
    UpstreamClosure(.refusedHere, Fault(kind, code: code, quoting(said, after: message)))
  }

  private func transient(_ message: String, _ said: String = "") -> UpstreamClosure {
    UpstreamClosure(.transient, Fault(.server, code: "server_error", quoting(said, after: message)))
  }

  private func quoting(_ said: String, after message: String) -> String {
    let shown = Redaction.shown(said, hiding: service.project)
    return shown.isEmpty ? message : "\(message) Google said: \(shown)"
  }
}
