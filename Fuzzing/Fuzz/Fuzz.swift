/// `fuzz TARGET [libFuzzer's options] [folders]`. libFuzzer calls the target with one input after the other, and looks
/// for those that reach new code; an input that traps, or breaks what the target claims, is written to a file.
@main
struct Fuzz {
  static func main() {
    let words = CommandLine.arguments
    guard words.count > 1, let target = FuzzTarget(rawValue: words[1]) else {
      print("fuzz TARGET [libFuzzer's options] [folders]: TARGET is one of")
      for target in FuzzTarget.allCases { print("  \(target.rawValue)") }
      return
    }
    var count = CInt(words.count - 1)
    let texts = ([words[0]] + words.dropFirst(2)).map { Array($0.utf8CString) }
    let arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
    for (place, text) in texts.enumerated() {
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
      copy.initialize(from: text, count: text.count)
      arguments[place] = copy
    }
    arguments[texts.count] = nil
    var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
    _ = runDriver(&count, &start, target.entry)
  }
}

/// libFuzzer's own main loop.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ entry: FuzzTarget.Entry
) -> CInt

/// A claim of a target; an input for which it does not hold is a finding.
func claim(_ holds: Bool, _ message: @autoclosure () -> String, line: UInt = #line, file: StaticString = #file) {
  if !holds { preconditionFailure(message(), file: file, line: line) }
}
