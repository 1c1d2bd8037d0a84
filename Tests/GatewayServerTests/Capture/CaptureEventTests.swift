import ByteJSON
import Conversation
import Testing

@testable import GatewayServer

@Suite("What happens in a captured call")
struct CaptureEventTests {
  private func line(_ event: CaptureEvent) -> String {
    var writer = JSONWriter()
    writer.object { event.write(to: &$0) { $0 } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("A move to another deployment says who serves the call, if answers say so")
  func move() {
    let reserve = ModelDeployment(id: "reserve", provider: .vertex, model: "gemini-live", location: "europe-west4")
    let moved =
      #"{"from":"shell","event":"upstream_opened","moved_to":{"model":"gemini-live","location":"europe-west4"}"#
    let servedBy = ServedBy(deployment: "reserve", model: "vertex_ai/gemini-live")
    #expect(
      line(.upstreamOpened(movedTo: reserve, servedBy: servedBy))
        == moved + #","served_by":{"deployment":"reserve","model":"vertex_ai/gemini-live"}}"#)
    #expect(line(.upstreamOpened(movedTo: reserve, servedBy: nil)) == moved + "}")
  }

  @Test("The call's own deployment needs no words")
  func own() {
    #expect(
      line(.upstreamOpened(movedTo: nil, servedBy: nil)) == #"{"from":"shell","event":"upstream_opened"}"#)
  }
}
