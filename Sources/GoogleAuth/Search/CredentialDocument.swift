internal import FoundationEssentials

/// A credential file's content, by its `type`. Unknown extra keys are ignored.
indirect enum CredentialDocument: Decodable, Sendable {
  case authorizedUser(AuthorizedUser.File)
  case serviceAccount(ServiceAccount.File)
  case impersonatedServiceAccount(ImpersonatedServiceAccount.File)
  case externalAccount(ExternalAccount.File)
  case externalAccountAuthorizedUser(ExternalAccountAuthorizedUser.File)

  /// The largest credential file that is read, in bytes; real ones have about 3 KB.
  static let sizeLimit = 1 << 20

  private enum CodingKeys: String, CodingKey { case type }

  init(from decoder: any Decoder) throws {
    let type = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .type)
    switch type.flatMap(CredentialKind.init(rawValue:)) {
    case .authorizedUser: self = .authorizedUser(try .init(from: decoder))
    case .serviceAccount: self = .serviceAccount(try .init(from: decoder))
    case .impersonatedServiceAccount: self = .impersonatedServiceAccount(try .init(from: decoder))
    case .externalAccount: self = .externalAccount(try .init(from: decoder))
    case .externalAccountAuthorizedUser: self = .externalAccountAuthorizedUser(try .init(from: decoder))
    case .gdchServiceAccount:
      throw FileProblem.unsupported(
        "gdch_service_account", reason: "Gemini Live cannot be reached from Distributed Cloud air-gapped")
    case .metadataServer, nil: throw FileProblem.unknownType(type.map { PeerText.clean($0) })
    }
  }

  static func read(file path: String) throws(FileProblem) -> CredentialDocument {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw FileProblem(reading: error)
    }
    if data.count > sizeLimit { throw .tooLarge(bytes: data.count) }
    return try read(data)
  }

  static func read(_ data: Data) throws(FileProblem) -> CredentialDocument {
    do { return try JSONDecoder().decode(CredentialDocument.self, from: data) } catch {
      switch error {
      case let problem as FileProblem: throw problem
      case let error as DecodingError: throw FileProblem(error, in: data)
      case _: throw .unreadable(reason: "unexpected failure of the JSON decoder")
      }
    }
  }
}
