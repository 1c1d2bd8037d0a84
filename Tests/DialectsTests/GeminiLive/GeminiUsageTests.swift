import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("Gemini Live: usage")
struct GeminiUsageTests {
  private func usage(_ text: String) throws -> Usage { Usage(gemini: try JSONNode.parse(text)) }

  @Test("Vertex and AI Studio spell it differently and mean the same")
  func spellings() throws {
    let expected = Usage(input: .init(text: 20, audio: 100), output: .init(text: 2, audio: 46))
    let details = #"[{"modality":"AUDIO","tokenCount":46},{"modality":"TEXT","tokenCount":2}]"#
    let prompt =
      #""promptTokenCount":120,"promptTokensDetails":[{"modality":"TEXT","tokenCount":20},{"modality":"AUDIO","tokenCount":100}]"#
    #expect(try usage(#"{\#(prompt),"candidatesTokenCount":48,"candidatesTokensDetails":\#(details)}"#) == expected)
    #expect(try usage(#"{\#(prompt),"responseTokenCount":48,"responseTokensDetails":\#(details)}"#) == expected)
    #expect(expected.total == 168)
  }

  @Test("What the details leave out is text")
  func remainder() throws {
    let got = try usage(#"{"promptTokenCount":130,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":100}]}"#)
    #expect(got == Usage(input: .init(text: 30, audio: 100)))
  }

  @Test("Details without a count, or above it, are believed")
  func detailsOnly() throws {
    let details =
      #""promptTokensDetails":[{"modality":"AUDIO","tokenCount":100},{"modality":"VIDEO","tokenCount":258}]"#
    #expect(try usage("{\(details)}") == Usage(input: .init(audio: 100, image: 258)))
    #expect(try usage(#"{"promptTokenCount":5,\#(details)}"#) == Usage(input: .init(audio: 100, image: 258)))
  }

  @Test("Thoughts are output text, results of tools are input, cached tokens are part of the input")
  func others() throws {
    let got = try usage(
      #"{"promptTokenCount":100,"cachedContentTokenCount":40,"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":30}],"toolUsePromptTokenCount":7,"responseTokenCount":10,"responseTokensDetails":[{"modality":"AUDIO","tokenCount":10}],"thoughtsTokenCount":5,"totalTokenCount":117}"#
    )
    #expect(
      got == Usage(input: .init(text: 107), cached: .init(text: 10, audio: 30), output: .init(text: 5, audio: 10)))
    #expect(got.total == 122)
  }

  @Test("Numbers as text are read, senseless ones are bounded")
  func numbers() throws {
    #expect(try usage(#"{"promptTokenCount":"12","responseTokenCount":-4}"#) == Usage(input: .init(text: 12)))
    #expect(
      try usage(#"{"promptTokenCount":9223372036854775807,"toolUsePromptTokenCount":9223372036854775807}"#)
        == Usage(input: .init(text: 2 * Int(Int32.max))))
    #expect(try usage(#"{"promptTokenCount":1e400,"promptTokensDetails":{"a":1}}"#) == Usage())
  }
}
