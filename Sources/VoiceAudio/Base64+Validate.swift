extension Base64 {
  /// Whether a whole text is base64, standard alphabet and padded, without decoding it: for what passes through and
  /// is large. Returns what `decode` would.
  package static func validate(_ text: RawSpan) -> DecodeResult {
    text.withUnsafeBytes { text in
      guard text.count % 4 == 0 else { return .invalid(at: text.count) }
      let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
      let characters = UnsafeRawBufferPointer(rebasing: text.dropLast(padding))
      return DecodeTable.standard.withUnsafeBufferPointer { table in
        // One test for the whole text, as in decoding.
        var seen: UInt32 = 0
        for character in characters { seen |= table[Int(character)] }
        guard seen & DecodeTable.outside != 0 else {
          return .decoded(bytes: byteCount(ofCharacters: characters.count))
        }
        let offset = characters.firstIndex { table[Int($0)] & DecodeTable.outside != 0 }
        return .invalid(at: offset ?? characters.count)
      }
    }
  }
}
