internal import NIOCore
internal import NIOHTTP1

/// NIO's decoders of the handshake. The bytes behind it belong to the WebSocket.
enum HTTPDecoding {
  static func requests(_ limits: NIOHTTPDecoderLimitConfiguration) -> ByteToMessageHandler<HTTPRequestDecoder> {
    isKnown
    return ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits))
  }

  static func responses(
    _ limits: NIOHTTPDecoderLimitConfiguration = .init()
  ) -> ByteToMessageHandler<HTTPResponseDecoder> {
    isKnown
    return ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits))
  }

  /// Generic classes. If two event loops need the type for the first time in the same moment, Swift's runtime can crash
  /// (6.3.1, in `swift_conformsToProtocolMaybeInstantiateSuperclasses`; compare swiftlang/swift#37656). So the first of
  /// each is made here, by one thread, while others wait.
  private static let isKnown: Void = {
    withExtendedLifetime(ByteToMessageHandler(HTTPRequestDecoder())) {}
    withExtendedLifetime(ByteToMessageHandler(HTTPResponseDecoder())) {}
  }()
}
