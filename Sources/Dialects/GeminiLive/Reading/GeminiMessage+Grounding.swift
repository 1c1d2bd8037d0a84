import ByteJSON
import Conversation

/// `groundingMetadata`: `groundingChunks` are the sources, `groundingSupports` say which words rest on which of them.
extension GeminiMessage {
  mutating func read(grounding node: JSONNode, named name: String) {
    let chunks = (node["groundingChunks"] ?? node["grounding_chunks"])?.elements ?? []
    let sources = chunks.prefix(Self.mostSources).map(Self.source)
    var citations: [Citation] = []
    var quoted: Set<Int> = []
    for support in (node["groundingSupports"] ?? node["grounding_supports"])?.elements?.prefix(Self.mostSources) ?? [] {
      let quote = support["segment"]?["text"]?.string
      let indices = (support["groundingChunkIndices"] ?? support["grounding_chunk_indices"])?.elements ?? []
      for index in indices.prefix(Self.mostSources).compactMap(\.int) {
        guard sources.indices.contains(index), var citation = sources[index] else { continue }
        citation.quote = quote
        quoted.insert(index)
        citations.append(citation)
      }
    }
    citations += sources.enumerated().compactMap { index, source in quoted.contains(index) ? nil : source }
    if citations.isEmpty { return remark(name) }
    place(.cited(Array(citations.prefix(Self.mostSources))), .citations)
  }

  /// A page of the web, or a document of the owner's that has an address. Google's proto3 may leave the title out.
  private static func source(_ chunk: JSONNode) -> Citation? {
    let kinds = [chunk["web"], chunk["retrievedContext"], chunk["retrieved_context"], chunk["maps"]]
    guard let page = kinds.compactMap(\.self).first, let url = page["uri"]?.string, !url.isEmpty,
      url.utf8.count <= longestAddress
    else { return nil }
    let title = page["title"]?.string ?? page["domain"]?.string ?? url
    return Citation(url: url, title: String(title.prefix(longestTitle)))
  }

  private static let mostSources = 64
  /// Bytes.
  private static let longestAddress = 4_096
  /// Characters.
  private static let longestTitle = 256
}
