/// A picture as a client sent it.
package struct Picture: Equatable, Sendable {
  /// The types that are taken.
  package enum MediaType: String, Equatable, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"
    case heic = "image/heic"
    case heif = "image/heif"
  }

  /// How closely to look. Shown as the client wrote it; the model decides for itself.
  package enum Detail: String, Equatable, Sendable, CaseIterable {
    case auto
    case low
    case high
  }

  package var type: MediaType
  /// The file in base64: valid, padded, without escapes.
  package var base64: [UInt8]

  package init(type: MediaType, base64: [UInt8]) {
    self.type = type
    self.base64 = base64
  }
}
