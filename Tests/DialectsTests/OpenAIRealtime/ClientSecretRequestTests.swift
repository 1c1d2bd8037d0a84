import ByteJSON
import Conversation
import Testing

@testable import Dialects

@Suite("The calls that make a client secret")
struct ClientSecretRequestTests {
  private func read(_ body: String, _ call: ClientSecretCall = .clientSecrets) throws(Fault) -> ClientSecretRequest {
    try ClientSecretRequest.read(Array(body.utf8), by: call)
  }

  @Test("The GA body: session, lifetime, and the origin of ours")
  func ga() throws {
    let request = try read(
      #"""
      {"expires_after":{"anchor":"created_at","seconds":30},"x_origin":"https://app.example.com",
      "session":{"type":"realtime","model":"voice","instructions":"Be brief."}}
      """#)
    #expect(request.session.changes == [.purpose(.conversation), .instructions("Be brief.")])
    #expect(request.purpose == .conversation)
    #expect(request.session.model == "voice")
    #expect(request.lifetime == 30)
    #expect(request.origin == "https://app.example.com")
    #expect(try ClientSecretRequest.storedSession(request.sessionText) == request.session)
  }

  @Test("Everything may be left out", arguments: ["", "{}", #"{"session":null,"expires_after":null}"#])
  func empty(body: String) throws {
    let request = try read(body)
    #expect(request.session.changes == [])
    #expect(request.session.model == nil)
    #expect(request.lifetime == 600)
    #expect(request.origin == nil)
    #expect(request.sessionText == Array("{}".utf8))
  }

  @Test("The beta's body is the session itself")
  func beta() throws {
    let request = try read(
      #"""
      {"model":"voice","modalities":["text"],"x_origin":"https://app.example.com",
      "client_secret":{"expires_after":{"seconds":60}}}
      """#, .sessions)
    #expect(request.session.changes == [.output(.text)])
    #expect(request.session.model == "voice")
    #expect(request.lifetime == 60)
    #expect(request.origin == "https://app.example.com")
    #expect(try ClientSecretRequest.storedSession(request.sessionText) == request.session)
  }

  @Test(
    "A bad field is named by its path",
    arguments: [
      (
        #"{"session":{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","threshold":3}}}}}"#,
        "session.audio.input.turn_detection.threshold"
      ),
      (#"{"expires_after":{"seconds":9}}"#, "expires_after.seconds"),
      (#"{"expires_after":{"seconds":7201}}"#, "expires_after.seconds"),
      (#"{"expires_after":{"seconds":"600"}}"#, "expires_after.seconds"),
      (#"{"expires_after":{"anchor":"now"}}"#, "expires_after.anchor"),
      (#"{"session":{"model":7}}"#, "session.model"),
      (#"{"session":{"instruction":"x"}}"#, "session.instruction"),
      (#"{"sesion":{}}"#, "sesion"),
      (#"{"x_origin":""}"#, "x_origin"),
    ])
  func mistakes(body: String, param: String) throws {
    let fault = try #require(throws: Fault.self) { try read(body) }
    #expect(fault.param == param)
    #expect(fault.kind == .invalidRequest)
  }

  @Test("In the beta's body, too")
  func betaMistakes() throws {
    let fault = try #require(throws: Fault.self) { try read(#"{"voice":3}"#, .sessions) }
    #expect(fault.param == "voice")
  }

  @Test("A transcription session of GA says so in its type")
  func transcription() throws {
    let request = try read(
      #"{"session":{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"}}}}}"#)
    #expect(request.purpose == .transcription)
    #expect(request.session.changes == [.purpose(.transcription), .transcription(.init(model: "whisper-1"))])
    #expect(try ClientSecretRequest.storedSession(request.sessionText) == request.session)
  }

  @Test("The beta says it by the call, and the secret remembers it")
  func betaTranscription() throws {
    let request = try read(
      #"""
      {"input_audio_format":"g711_ulaw","input_audio_transcription":{"model":"whisper-1"},"turn_detection":null,
      "include":["item.input_audio_transcription.logprobs"],"x_origin":"https://app.example.com",
      "client_secret":{"expires_at":{"anchor":"created_at","seconds":60}}}
      """#, .transcriptionSessions)
    #expect(request.purpose == .transcription)
    #expect(
      request.session.changes == [
        .purpose(.transcription), .inputFormat(.g711MuLaw), .transcription(.init(model: "whisper-1")),
        .turnDetection(nil),
      ])
    #expect(request.lifetime == 60)
    #expect(request.origin == "https://app.example.com")
    #expect(try ClientSecretRequest.storedSession(request.sessionText).changes == request.session.changes)
  }

  @Test("A beta's transcription session needs no field at all, and may name a model", arguments: ["", "{}"])
  func bareTranscription(body: String) throws {
    let request = try read(body, .transcriptionSessions)
    #expect(request.session.changes == [.purpose(.transcription)])
    #expect(request.session.model == nil && request.lifetime == 600)
    #expect(try ClientSecretRequest.storedSession(request.sessionText).changes == [.purpose(.transcription)])
    #expect(try read(#"{"model":"voice"}"#, .transcriptionSessions).session.model == "voice")
  }

  @Test(
    "What answers would need is unknown to a beta's transcription session",
    arguments: [
      (#"{"voice":"alloy"}"#, "voice"), (#"{"type":"realtime"}"#, "type"),
      (#"{"client_secret":{"expires_at":{"seconds":9}}}"#, "client_secret.expires_at.seconds"),
      (#"{"client_secret":{"expires_after":{"seconds":9}}}"#, "client_secret.expires_after.seconds"),
    ])
  func transcriptionMistakes(body: String, param: String) throws {
    let fault = try #require(throws: Fault.self) { try read(body, .transcriptionSessions) }
    #expect(fault.param == param)
  }

  @Test("What is no JSON object is said to be none", arguments: ["[]", "{", "7", "\"x\""])
  func noObject(body: String) throws {
    let fault = try #require(throws: Fault.self) { try read(body) }
    #expect(["invalid_json", "invalid_type"].contains(fault.code))
  }

  @Test("The answers have the shape of their call")
  func answers() throws {
    let view = SessionView(
      id: "sess_1", model: "voice", expiresAt: 0, effective: SessionConfiguration(defaultsOf: .ga))
    let answer = ClientSecretAnswer(value: "ek_1", expiresAt: 1_790_000_600, session: view)
    let ga = try JSONNode.parse(answer.json(to: .clientSecrets))
    #expect(ga.members?.map(\.key) == ["value", "expires_at", "session"])
    #expect(ga["value"]?.string == "ek_1")
    #expect(ga["expires_at"]?.int == 1_790_000_600)
    #expect(ga["session"]?["type"]?.string == "realtime")
    let beta = try JSONNode.parse(answer.json(to: .sessions))
    #expect(beta["client_secret"]?["value"]?.string == "ek_1")
    #expect(beta["client_secret"]?["expires_at"]?.int == 1_790_000_600)
    #expect(beta["modalities"] != nil)
    #expect(beta["id"]?.string == "sess_1")
    #expect(beta["type"] == nil)
  }

  @Test("So have those of transcription sessions")
  func transcriptionAnswers() throws {
    var listening = SessionConfiguration(defaultsOf: .ga)
    listening.purpose = .transcription
    let view = SessionView(id: "sess_1", model: "voice", expiresAt: 0, effective: listening)
    let answer = ClientSecretAnswer(value: "ek_1", expiresAt: 1_790_000_600, session: view)
    let ga = try JSONNode.parse(answer.json(to: .clientSecrets))
    #expect(ga["value"]?.string == "ek_1")
    #expect(ga["session"]?["type"]?.string == "transcription")
    #expect(ga["session"]?["object"]?.string == "realtime.transcription_session")
    #expect(ga["session"]?["audio"]?["output"] == nil)
    let beta = try JSONNode.parse(answer.json(to: .transcriptionSessions))
    #expect(beta["client_secret"]?["value"]?.string == "ek_1")
    #expect(beta["object"]?.string == "realtime.transcription_session")
    #expect(beta["input_audio_format"]?.string == "pcm16")
    #expect(beta["type"] == nil && beta["voice"] == nil)
  }
}
