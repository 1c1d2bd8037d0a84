/// Memory that a step uses again in each run.
final class Buffer<Element> {
  var bytes: [Element]

  init(_ bytes: [Element]) { self.bytes = bytes }
}
