import ByteJSON
import Conversation

/// Reads the `session` of a `session.update`, in either generation's shape or a mixture of both. The first bad field
/// refuses the whole update; fields that are accepted without effect are checked like the others.
struct SessionUpdateReader {
  private var changes: [SessionChange] = []
  private var model: String?
  private var evidence = ShapeEvidence()

  static func read(_ event: ClientField, under claim: ContractClaim) throws(Fault) -> SessionUpdate {
    let session = try event.required("session").object()
    if claim == ContractClaim(.ga, .settled), session.member("type") == nil { throw .missing("session.type") }
    return try read(session)
  }

  /// A session object by itself.
  ///
  /// - Parameter others: members that are not the session's, and read elsewhere.
  static func read(_ session: ClientField, besides others: Set<String> = []) throws(Fault) -> SessionUpdate {
    var reader = SessionUpdateReader()
    for (name, field) in try session.members() where !others.contains(name) { try reader.read(name, field) }
    try reader.readTrueRates(session)
    return SessionUpdate(changes: reader.changes, model: reader.model, shape: reader.evidence.shape)
  }

  /// The beta's transcription session: flat, and with the fields of listening only.
  ///
  /// - Parameter others: members that are not the session's, and read elsewhere.
  static func readTranscription(
    _ session: ClientField, besides others: Set<String> = []
  ) throws(Fault) -> SessionUpdate {
    var reader = SessionUpdateReader()
    reader.changes.append(.purpose(.transcription))
    for (name, field) in try session.members() where !passed.contains(name) && !others.contains(name) {
      guard transcriptionNames.contains(name) else { throw .unknownParameter(field.path) }
      try reader.read(name, field)
    }
    try reader.readTrueRates(session)
    return SessionUpdate(changes: reader.changes, model: reader.model, shape: .flat)
  }

  private mutating func read(_ name: String, _ field: ClientField) throws(Fault) {
    if SessionUpdateReader.passed.contains(name) { return }
    if SessionUpdateReader.flatNames.contains(name) {
      evidence.sawFlat()
      return try readFlat(name, field)
    }
    switch name {
    case "type": try readType(field)
    case "model": model = field.isNull ? nil : try field.identifier()
    case "audio": try readAudio(field)
    case "output_modalities":
      evidence.sawGA()
      changes.append(.output(try field.outputModalities()))
    case "instructions": changes.append(.instructions(try field.string()))
    case "max_output_tokens": changes.append(.maxOutputTokens(try field.outputTokens()))
    case "truncation": changes.append(.truncation(try field.truncation()))
    case "tracing": changes.append(.tracing(try field.tracing()))
    case "tools": changes.append(.tools(try field.tools()))
    case "tool_choice": changes.append(.toolChoice(try field.toolChoice()))
    case "prompt": try field.noPrompt()
    // Accepted without effect; `session.updated` shows what is in force.
    case "speed": _ = try field.decimal(in: 0.25...1.5)
    case "parallel_tool_calls": _ = try field.boolean()
    case "reasoning": try field.reasoning()
    case "include": try field.include()
    case "input_audio_noise_reduction": changes.append(.noiseReduction(try field.noiseReduction()))
    default: throw .unknownParameter(field.path)
    }
  }

  /// What only the beta's flat session has.
  private mutating func readFlat(_ name: String, _ field: ClientField) throws(Fault) {
    switch name {
    case "modalities": changes.append(.output(try field.modalities()))
    case "voice": changes.append(.voice(try field.voice()))
    case "input_audio_format": changes.append(.inputFormat(try field.audioFormat()))
    case "output_audio_format": changes.append(.outputFormat(try field.audioFormat()))
    case "input_audio_transcription": changes.append(.transcription(try field.transcription()))
    case "turn_detection": changes.append(.turnDetection(try field.turnDetection()))
    case "temperature": changes.append(.temperature(try field.temperature()))
    case "max_response_output_tokens": changes.append(.maxOutputTokens(try field.outputTokens()))
    default: throw .unknownParameter(field.path)
    }
  }

  /// Our own fields, which say at what rate PCM really flows; they win over a 24000 that the schema asks for.
  private mutating func readTrueRates(_ session: ClientField) throws(Fault) {
    if let rate = session.member("x_input_rate") { changes.append(.inputFormat(.pcm(rate: try rate.sampleRate()))) }
    if let rate = session.member("x_output_rate") { changes.append(.outputFormat(.pcm(rate: try rate.sampleRate()))) }
  }

  private mutating func readType(_ field: ClientField) throws(Fault) {
    evidence.sawGA()
    let isTranscription = try field.choice(["realtime", "transcription"]) == "transcription"
    changes.append(.purpose(isTranscription ? .transcription : .conversation))
  }

  private mutating func readAudio(_ audio: ClientField) throws(Fault) {
    evidence.sawGA()
    for (direction, fields) in try audio.members() {
      guard ["input", "output"].contains(direction) else { throw .unknownParameter(fields.path) }
      for (name, field) in try fields.members() {
        switch (direction, name) {
        case ("input", "format"): changes.append(.inputFormat(try field.audioFormat()))
        case ("input", "transcription"): changes.append(.transcription(try field.transcription()))
        case ("input", "noise_reduction"): changes.append(.noiseReduction(try field.noiseReduction()))
        case ("input", "turn_detection"): changes.append(.turnDetection(try field.turnDetection()))
        case ("output", "format"): changes.append(.outputFormat(try field.audioFormat()))
        case ("output", "voice"): changes.append(.voice(try field.voice()))
        case ("output", "speed"): _ = try field.decimal(in: 0.25...1.5)
        default: throw .unknownParameter(field.path)
        }
      }
    }
  }

  /// What an update cannot change and clients send back, and the rates, which are read last.
  private static let passed: Set = [
    "id", "object", "expires_at", "client_secret", "x_input_rate", "x_output_rate", "reattach_token",
  ]
  /// `modalities` is in the beta's SDK, and says nothing where nobody answers; `model` is ours.
  private static let transcriptionNames: Set = [
    "input_audio_format", "input_audio_transcription", "turn_detection", "input_audio_noise_reduction", "include",
    "modalities", "model",
  ]
  /// Row 9 of section 2.
  private static let flatNames: Set = [
    "modalities", "voice", "input_audio_format", "output_audio_format", "input_audio_transcription",
    "turn_detection", "temperature", "max_response_output_tokens",
  ]
}
