import UpstreamSimulator

/// The simulator refuses with a reason or reads; a client that has set up goes on with any message.
enum SimulatorInput {
  private static let setup = Array(
    #"{"setup":{"model":"projects/p/locations/l/publishers/google/models/gemini-3.8-live"}}"#.utf8)

  static func read(_ bytes: [UInt8]) {
    for isSetUp in [false, true] {
      var reader = ClientMessageReader(surface: .vertex, apiVersion: "v1beta1")
      do throws(Refusal) {
        if isSetUp { _ = try reader.read(setup) }
        _ = try reader.read(bytes)
      } catch {
        claim(!error.reason.isEmpty, "a refusal without a reason")
      }
    }
  }
}
