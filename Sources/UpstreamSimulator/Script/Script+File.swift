import Foundation

extension Script {
  /// Reads a script file; the files that it names are looked for beside it.
  /// - Throws: `ScriptError` for a mistake in it, or what the system says if it cannot be read.
  package static func load(path: String) throws -> Script {
    let file = URL(fileURLWithPath: path)
    let reader = ScriptReader(fileName: path) { name in
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: name, relativeTo: file)))
    }
    return try reader.read(String(decoding: Data(contentsOf: file), as: UTF8.self))
  }
}
