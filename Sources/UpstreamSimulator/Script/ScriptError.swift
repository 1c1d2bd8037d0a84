/// What is wrong with a script, and where: `barge-in.jsonl:7: …`.
package struct ScriptError: Error, Equatable, Sendable, CustomStringConvertible {
  package let fileName: String
  /// The first line is 1.
  package let line: Int
  package let problem: String

  package var description: String { "\(fileName):\(line): \(problem)" }
}
