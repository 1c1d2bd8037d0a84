import Foundation

extension ConfigurationFile {
  /// Why there was nothing to read.
  package enum LoadFailure: Error, Equatable, Sendable {
    case missing(path: String)
    case unreadable(path: String, reason: String)

    /// One line: what is wrong and what to do.
    package var message: String {
      switch self {
      case .missing(let path):
        "\(path): no such file; check --config, or copy config-sample.yaml "
          + "(without --config, parley serves its simulator)"
      case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
      }
    }
  }

  /// A configuration is text of people; larger files are something else.
  private static let largestFile = 4 << 20

  /// Reads a file from disk. Problems inside it are in the result; throws only if there is no text at all.
  package static func load(path: String, environment: [String: String]) throws(LoadFailure) -> Reading {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { throw .missing(path: path) }
    guard !isDirectory.boolValue else { throw .unreadable(path: path, reason: "it is a directory") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, reason: "permission denied; check who may read it")
    }
    guard data.count <= largestFile else {
      throw .unreadable(path: path, reason: "it is larger than 4 MiB; a configuration is a YAML text file")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .unreadable(path: path, reason: "it is not UTF-8 text")
    }
    return read(text, file: path, environment: environment)
  }
}
