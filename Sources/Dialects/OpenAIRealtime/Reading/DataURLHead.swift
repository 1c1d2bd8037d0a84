import Conversation

/// What stands before the comma of a data URL (RFC 2397): `data:image/png;base64`.
struct DataURLHead: Equatable {
  /// In lower case, without parameters; empty if none is stated.
  let mediaType: String
  let isBase64: Bool

  /// Nil if it is not the beginning of a data URL.
  init?(_ text: ArraySlice<UInt8>) {
    let head = String(decoding: text, as: UTF8.self).lowercased()
    guard head.hasPrefix(Self.scheme) else { return nil }
    let words = head.dropFirst(Self.scheme.count).split(separator: ";", omittingEmptySubsequences: false)
    mediaType = String(words[0])
    isBase64 = words.dropFirst().last == "base64"
  }

  /// `image/jpg` is what many say for `image/jpeg`.
  var pictureType: Picture.MediaType? {
    mediaType == "image/jpg" ? .jpeg : Picture.MediaType(rawValue: mediaType)
  }

  private static let scheme = "data:"
}
