internal import WebSocket

extension EchoTongue {
  /// Google's, which comes in binary frames.
  static let gemini = EchoTongue(
    kind: .binary, greeting: nil,
    audioHead:
      #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":""#,
    audioTail: #""}}]}}}"#,
    answer: [
      #"{"serverContent":{"outputTranscription":{"text":"\#(words)"}}}"#,
      #"{"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","#
        + #""data":"\#(silence)"}}]}}}"#,
      #"{"serverContent":{"generationComplete":true}}"#,
      #"{"serverContent":{"turnComplete":true},"usageMetadata":{"promptTokenCount":24,"responseTokenCount":40,"#
        + #""totalTokenCount":64}}"#,
    ])
}
