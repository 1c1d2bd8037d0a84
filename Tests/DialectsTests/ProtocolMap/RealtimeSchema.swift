import Foundation

/// What `openai-realtime.schema.json` names: events, and fields of their objects as dotted paths.
struct RealtimeSchema {
  enum Generation: String, CaseIterable {
    case ga
    case beta
  }

  enum Side: String {
    case client
    case server
  }

  private let root: [String: Any]

  init() throws {
    let file = PackageFiles.root.appending(path: "Tests/Schemas/openai-realtime.schema.json")
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
  }

  func events(_ generation: Generation, _ side: Side) -> Set<String> {
    Set(index(generation, side).keys)
  }

  /// The paths below `member` of an event, such as `audio.input.format` below `session`, without those that only hold
  /// others. What is inside tools, a stored prompt and tracing is not ours to map.
  func fields(of event: String, _ generation: Generation, _ side: Side, below member: String) -> Set<String> {
    guard let name = index(generation, side)[event],
      let type = at(["$defs", generation.rawValue, "$defs", name]) as? [String: Any]
    else { return [] }
    var found: Set<String> = []
    walk(type, [], &found, [])
    let below = Set(found.filter { $0.hasPrefix(member + ".") }.map { String($0.dropFirst(member.count + 1)) })
    return below.subtracting(["audio", "audio.input", "audio.output"])
  }

  private static let opaque = ["tools", "tool_choice", "tracing", "prompt", "metadata", "input"]

  private func index(_ generation: Generation, _ side: Side) -> [String: String] {
    at(["x-index", generation.rawValue, side.rawValue]) as? [String: String] ?? [:]
  }

  private func at(_ path: [String]) -> Any? {
    path.reduce(root as Any?) { ($0 as? [String: Any])?[$1] }
  }

  private func walk(_ type: [String: Any], _ path: [String], _ found: inout Set<String>, _ seen: Set<String>) {
    if let reference = type["$ref"] as? String {
      guard !seen.contains(reference), let target = at(reference.split(separator: "/").dropFirst().map(String.init))
      else {
        return
      }
      return walk(target as? [String: Any] ?? [:], path, &found, seen.union([reference]))
    }
    for branch in ["anyOf", "oneOf", "allOf"].flatMap({ type[$0] as? [[String: Any]] ?? [] }) {
      walk(branch, path, &found, seen)
    }
    for (name, member) in type["properties"] as? [String: [String: Any]] ?? [:] {
      found.insert((path + [name]).joined(separator: "."))
      // `audio.input` is no opaque field; `response.input` is.
      if Self.opaque.contains(name), path.count == 1 { continue }
      walk(member, path + [name], &found, seen)
    }
  }
}
