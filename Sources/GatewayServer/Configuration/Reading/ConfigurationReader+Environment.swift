import GoogleAuth
import Yams

/// `environment_variables`: set before anything else of the file is read, as LiteLLM does.
extension ConfigurationReader {
  mutating func environmentVariables(_ top: ConfigurationSection) -> [String: Secret] {
    guard let node = top["environment_variables"] else { return [:] }
    guard let mapping = node.mapping else {
      error(at: node.position, "environment_variables: expected lines of the form NAME: value, indented under it")
      return [:]
    }
    let section = ConfigurationSection(mapping, path: "environment_variables", position: node.position)
    var variables: [String: String] = [:]
    for field in section.fields where !field.value.isNull {
      variables[field.key] = text(of: field.value, path: section.path(of: field.key))
    }
    environment.merge(variables) { _, fromFile in fromFile }
    return variables.mapValues { Secret($0) }
  }
}
