import ByteJSON

/// Reads a script: JSON Lines, one step a line. Empty lines and lines that begin with `#` or `//` are comments.
package struct ScriptReader {
  private let fileName: String
  /// Reads a file that a step names, relative to the script.
  private let loadFile: (String) throws -> [UInt8]

  package init(fileName: String, loadFile: @escaping (String) throws -> [UInt8]) {
    self.fileName = fileName
    self.loadFile = loadFile
  }

  package func read(_ text: String) throws(ScriptError) -> Script {
    if let header = text.split(separator: "\n").first.flatMap({ try? JSONNode.parse(String($0)) }),
      TranscriptReader.isTranscript(header)
    {
      return try readTranscript(text)
    }
    var connections: [Script.Connection] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = line.drop(while: \.isWhitespace)
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix("//") { continue }
      let reader = StepReader(fileName: fileName, line: index + 1, loadFile: loadFile)
      switch try reader.read(String(content)) {
      case .connection(let connection): connections.append(connection)
      case .step(let step):
        if connections.isEmpty {
          // A file that names no connection is about all of them.
          var connection = Script.Connection()
          connection.repeats = true
          connections.append(connection)
        }
        guard connections[connections.count - 1].handshake == .accept else {
          throw ScriptError(
            fileName: fileName, line: index + 1, problem: "this connection is refused; it can have no steps")
        }
        connections[connections.count - 1].steps.append(step)
      }
    }
    guard !connections.isEmpty else {
      throw ScriptError(fileName: fileName, line: 1, problem: "the script has no steps")
    }
    return Script(fileName: fileName, connections: connections)
  }

  private func readTranscript(_ text: String) throws(ScriptError) -> Script {
    var reader = TranscriptReader(fileName: fileName)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst() {
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
      let node: JSONNode
      do throws(JSONError) { node = try JSONNode.parse(String(line)) } catch {
        throw ScriptError(fileName: fileName, line: index + 1, problem: "\(error)")
      }
      try reader.read(node, line: index + 1)
    }
    return try reader.script()
  }
}
