import FoundationEssentials
import GoogleAuth
import Yams

/// `vertex_credentials`: a path, JSON text, or the same JSON written as YAML.
extension ConfigurationReader {
  mutating func credentials(_ parameters: ConfigurationSection) -> CredentialSetting? {
    guard let node = parameters["vertex_credentials"] else { return nil }
    let path = parameters.path(of: "vertex_credentials")
    if node.mapping != nil {
      guard let json = Self.json(node) else {
        error(at: node.position, "\(path): expected the keys of a Google credential file (type, client_email, …)")
        return nil
      }
      return inline(json, at: node, path: path)
    }
    guard let text = text(of: node, path: path) else { return nil }
    let start = text.first { !$0.isWhitespace }
    if start == "{" { return inline(text, at: node, path: path) }
    guard !text.isEmpty else {
      error(at: node.position, "\(path): expected a path, or the JSON of a credential")
      return nil
    }
    return checkedFile(text, at: node, path: path).map { .file($0) }
  }

  private struct Credential: Decodable {
    var type: String?
  }

  /// Checks that it is a JSON object that says its type; never repeats it.
  private mutating func inline(_ json: String, at node: Node, path: String) -> CredentialSetting? {
    guard let credential = try? JSONDecoder().decode(Credential.self, from: Data(json.utf8)) else {
      error(at: node.position, "\(path): begins like JSON, but is not valid JSON; quote it with ' or use a file")
      return nil
    }
    guard credential.type?.isEmpty == false else {
      error(
        at: node.position,
        "\(path): the credential has no \"type\" (service_account, authorized_user, external_account, …)")
      return nil
    }
    return .inline(Secret(json))
  }

  /// A YAML tree of text, numbers, flags, lists and maps as JSON. Nil: a key that is no text.
  static func json(_ node: Node) -> String? {
    if let mapping = node.mapping {
      var members: [String] = []
      for (key, value) in mapping {
        guard let name = key.scalar.flatMap({ quoted($0.string) }), let value = json(value) else { return nil }
        members.append(name + ":" + value)
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    if let sequence = node.sequence {
      var elements: [String] = []
      for element in sequence {
        guard let element = json(element) else { return nil }
        elements.append(element)
      }
      return "[" + elements.joined(separator: ",") + "]"
    }
    guard let scalar = node.scalar else { return nil }
    if scalar.style == .plain {
      if node.isNull { return "null" }
      if ["true", "false"].contains(scalar.string) { return scalar.string }
      if let number = Int(scalar.string) { return String(number) }
      if let number = Double(scalar.string), number.isFinite { return String(number) }
    }
    return quoted(scalar.string)
  }

  private static func quoted(_ text: String) -> String? {
    guard let data = try? JSONEncoder().encode(text) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
