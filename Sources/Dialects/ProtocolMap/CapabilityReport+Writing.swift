package import ByteJSON
import Conversation
import VoiceAudio

extension CapabilityReport {
  /// The members of one model's object, in the list of all models.
  package func writeShort(to writer: inout JSONWriter) {
    writer.member("object", "parley.capabilities")
    writer.member("model", model)
    writer.object("upstream") {
      $0.member("model", profile.id)
      $0.member("service", service.name)
      $0.member("status", profile.status.name)
      $0.member("until", ifPresent: profile.status.date)
    }
    writer.member("output_modalities", profile.outputs == .text ? ["text"] : ["audio", "text"])
    writer.member("text_output", profile.outputs == .audio ? "transcript" : "native")
    writer.member("functions", profile.tools)
  }

  /// The members of the whole answer.
  package func write(to writer: inout JSONWriter) {
    writeShort(to: &writer)
    writer.member("contracts", contract.map { [$0.rawValue] } ?? ClientContract.allCases.map(\.rawValue))
    writeSound(to: &writer)
    writeLimits(to: &writer)
    writeUpstream(to: &writer)
    writer.member("setup", settings.setup.names)
    for table in ProtocolMap.clientTables {
      writer.key(named: table.name.replacing("-", with: "_"))
      writer.array { list in
        for row in rows(table) { list.object(row.write) }
      }
    }
  }

  private func writeSound(to writer: inout JSONWriter) {
    writer.member("voices", profile.voices)
    writer.member("default_voice", orNull: settings.defaultVoice)
    writer.object("voice_map") { for (name, voice) in voiceMap { $0.member(named: name, voice) } }
    writer.member("input_rate", orNull: inputRate)
    for direction: StaticString in ["input_formats", "output_formats"] {
      writer.array(direction) { list in
        list.object {
          $0.member("type", "audio/pcm")
          $0.member("rates", Resampler.rates.sorted())
        }
        for type in ["audio/pcmu", "audio/pcma"] {
          list.object {
            $0.member("type", type)
            $0.member("rates", [8_000])
          }
        }
      }
    }
  }

  private func writeLimits(to writer: inout JSONWriter) {
    writer.object("limits") {
      $0.member("session_seconds", limits.sessionSeconds)
      $0.member("idle_seconds", limits.idleSeconds)
      $0.member("message_bytes", limits.messageBytes)
      $0.member("items", limits.items)
      $0.member("context_tokens", profile.contextWindow)
      $0.member("answer_tokens", profile.longestAnswer)
      $0.member("functions", profile.tools ? FunctionDeclarations.countLimit : 0)
    }
  }

  private func writeUpstream(to writer: inout JSONWriter) {
    writer.object("upstream_can") {
      $0.member("write", profile.outputs != .audio)
      $0.member("speak", profile.outputs != .text)
      $0.member("call_functions", profile.tools)
      $0.member("search", profile.tools)
      $0.member("change_its_context", profile.contextUpdate)
      $0.member("resume", profile.resumption)
      $0.member("compress_its_context", profile.compression)
      $0.member("history", profile.seeding.name)
      $0.member("thinking", profile.thinking.name)
      $0.member("proactive_audio", profile.proactivity.name)
      $0.member("affective_dialog", profile.affectiveDialog.name)
      $0.member("language_code", profile.language.name)
      $0.member("custom_vocabulary", profile.customVocabulary)
    }
  }
}

extension MapRow {
  /// `{"names":[…],"beta":[…],"case":…,"verdict":…,"note":…,"shown_by":[…]}`. A row without names adds a case to the row
  /// before it.
  fileprivate func write(to writer: inout JSONWriter) {
    writer.member("names", names)
    writer.member("beta", betaNames)
    writer.member("case", ifPresent: circumstance)
    writer.member("verdict", verdict.rawValue.replacing(" ", with: "_"))
    writer.member("note", note)
    writer.member("shown_by", stories)
  }

  private var circumstance: String? {
    switch subject {
    case .names(_, let circumstance): circumstance
    case .again(let circumstance): circumstance
    case .other(let what): what
    case .betaOnly: nil
    }
  }
}
