import Foundation

/// `fuzz --target=NAME [libFuzzer's options] [folders]`. The main loop is libFuzzer's: it calls this with one input after
/// the other, and looks for those that reach new code; an input that traps, or breaks what the target claims, is written
/// to a file. libFuzzer passes over words that begin with two dashes, and hands them on to processes that it starts.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.read(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

private let target = chosenTarget()

private func chosenTarget() -> FuzzTarget {
  let option = "--target="
  let word = CommandLine.arguments.last { $0.hasPrefix(option) } ?? option
  guard let target = FuzzTarget(rawValue: String(word.dropFirst(option.count))) else {
    print("Say what to fuzz: \(option)NAME, where NAME is one of")
    for target in FuzzTarget.allCases { print("  \(target.rawValue)") }
    exit(2)
  }
  return target
}

/// A claim of a target; an input for which it does not hold is a finding.
func claim(_ holds: Bool, _ message: @autoclosure () -> String, line: UInt = #line, file: StaticString = #file) {
  // A failed precondition says nothing in an optimised build.
  if !holds { fatalError(message(), file: file, line: line) }
}
