import ByteJSON
import Conversation
import Foundation
import Testing

@testable import Dialects

@Suite("What a model makes of OpenAI's protocol")
struct CapabilityReportTests {
  private func report(_ model: String, _ settings: GeminiLive.Settings = GeminiLive.Settings()) throws -> [String: Any]
  {
    let report = CapabilityReport(
      model: "voice", profile: .of(model), service: .vertex, settings: settings,
      limits: .init(sessionSeconds: 3_600, idleSeconds: 600, messageBytes: 1_000, items: 10))
    let json = RawJSON { $0.object(report.write) }
    return try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
  }

  /// The verdicts of the rows of a field, the cases that follow it included.
  private func verdicts(_ field: String, _ report: [String: Any]) throws -> [String] {
    let rows = try #require(report["session_fields"] as? [[String: Any]])
    let start = try #require(rows.firstIndex { ($0["names"] as? [String])?.contains(field) == true })
    let following = rows[(start + 1)...].prefix { row in
      (row["names"] as? [String])?.isEmpty == true && (row["beta"] as? [String])?.isEmpty == true
    }
    return ([rows[start]] + following).compactMap { $0["verdict"] as? String }
  }

  @Test("Text output is approximated by a model that only speaks, and mapped by one that writes")
  func text() throws {
    #expect(try verdicts("output_modalities", report("gemini-3.8-live")) == ["mapped", "approximated"])
    #expect(try verdicts("output_modalities", report("gemini-live-2.5-flash")) == ["mapped", "mapped"])
    #expect(try report("gemini-3.8-live")["text_output"] as? String == "transcript")
    #expect(try report("gemini-live-2.5-flash")["text_output"] as? String == "native")
  }

  @Test("Functions are refused by a model without any")
  func functions() throws {
    #expect(try verdicts("tools", report("gemini-3.5-live-translate-preview")).last == "refused")
    #expect(try !verdicts("tools", report("gemini-3.8-live")).contains("refused"))
  }

  @Test("Voices are the model's, and the map leads to no other")
  func voices() throws {
    let settings = GeminiLive.Settings(voices: ["marin": "Sulafat", "nova": "puck"], defaultVoice: "Kore")
    let newest = try report("gemini-3.8-live", settings)
    #expect((newest["voices"] as? [String])?.count == 30)
    #expect((newest["voice_map"] as? [String: String])?["marin"] == "Sulafat")
    #expect((newest["voice_map"] as? [String: String])?["nova"] == "Puck")
    #expect(newest["default_voice"] as? String == "Kore")
    let older = try report("gemini-live-2.5-flash", settings)
    #expect((older["voice_map"] as? [String: String])?["marin"] == nil)
  }

  @Test("Every model has its report, with each row that holds for it and no other", arguments: ModelProfile.table)
  func everyModel(profile: ModelProfile) throws {
    let report = try report(profile.id)
    for table in ProtocolMap.clientTables {
      let rows = try #require(report[table.name.replacing("-", with: "_")] as? [[String: Any]])
      #expect(rows.count == table.rows.filter { $0.condition.holds(for: profile) }.count)
      let verdicts = Set(rows.compactMap { $0["verdict"] as? String })
      #expect(verdicts.isSubset(of: ["mapped", "approximated", "no_effect", "refused", "not_sent"]))
    }
    let limits = try #require(report["limits"] as? [String: Int])
    #expect(limits["context_tokens"] == profile.contextWindow && limits["session_seconds"] == 3_600)
    let upstream = try #require(report["upstream"] as? [String: String])
    #expect(upstream["model"] == profile.id)
    let isDated =
      switch profile.status {
      case .retiring, .retired(.some): true
      case .stable, .preview, .unlisted, .retired(nil): false
      }
    #expect((upstream["until"] != nil) == isDated)
  }
}
