/// A value that can write itself as one JSON value.
package protocol JSONWritable {
  func write(to writer: inout JSONWriter)
}

extension String: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.verbatim(self ? "true" : "false") }
}

extension Int: JSONWritable {
  package func write(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Double: JSONWritable {
  /// The shortest text that reads back as the same number, whole numbers without `.0`. JSON has no
  /// NaN and no infinity: these become `null`.
  package func write(to writer: inout JSONWriter) { writer.double(self) }
}

extension RawJSON: JSONWritable {
  /// Byte for byte.
  package func write(to writer: inout JSONWriter) {
    writer.separate()
    writer.append(bytes)
  }
}

extension JSONNode: JSONWritable {
  /// Byte for byte as it was read.
  package func write(to writer: inout JSONWriter) {
    writer.separate()
    writer.append(message[range])
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to writer: inout JSONWriter) {
    writer.array { writer in
      for element in self { element.write(to: &writer) }
    }
  }
}
