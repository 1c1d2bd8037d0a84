/// One aside's way to the model: its dialect, because each connection has its own memory, and its audio on the way
/// down, because each has its own formats.
struct AsideLine: Sendable {
  var dialect: any UpstreamDialect
  var outlet: AudioOutlet
}
