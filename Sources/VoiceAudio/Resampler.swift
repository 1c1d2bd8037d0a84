/// Changes the sampling rate of one continuous stream: windowed sinc in polyphase form. Output sample
/// k stands for the same moment as input position k × from ÷ to; it appears as soon as the 2.5 to
/// 3 ms of input after that moment are there. The output does not depend on how the input was cut into chunks.
package struct Resampler: Sendable {
  /// Rates in Hz between which a resampler can be made.
  package static let rates = [8000, 16000, 24000, 48000]

  package let from: Int
  package let to: Int

  private let filter: PolyphaseFilter
  /// Input not done with: it begins with the first sample that the next output sample needs.
  private var pending: [Float]
  /// Which of the filter's phases the next output sample takes.
  private var phase = 0
  private var taken = 0
  private var given = 0

  /// Nil unless both rates are in `rates`.
  package init?(from: Int, to: Int) {
    guard Resampler.rates.contains(from), Resampler.rates.contains(to) else { return nil }
    self.from = from
    self.to = to
    filter = PolyphaseFilter(from: from, to: to)
    pending = [Float](repeating: 0, count: filter.lookBehind)
  }

  /// How much later than its moment a sample appears, in milliseconds.
  package var delayMs: Double { Double(filter.lookAhead) * 1000 / Double(from) }

  /// Takes samples and appends those that they complete.
  package mutating func process(_ input: some Collection<Int16>, appendingTo output: inout [Int16]) {
    let done: Void? = input.withContiguousStorageIfAvailable { process($0, &output) }
    if done == nil { Array(input).withUnsafeBufferPointer { process($0, &output) } }
  }

  private mutating func process(_ input: UnsafeBufferPointer<Int16>, _ output: inout [Int16]) {
    taken += input.count
    if from == to {
      output.append(contentsOf: input)
      given += input.count
      return
    }
    pending.reserveCapacity(pending.count + input.count)
    for sample in input { pending.append(Float(sample)) }
    drain(appendingTo: &output)
  }

  /// Ends the stream: appends what is still owed, so that the output has input × to ÷ from samples,
  /// rounded up. The resampler is then as new.
  package mutating func flush(appendingTo output: inout [Int16]) {
    let owed = (taken * to + from - 1) / from - given
    if owed > 0 {
      let start = output.count
      pending.append(contentsOf: repeatElement(0, count: filter.taps))
      drain(appendingTo: &output)
      if output.count - start > owed { output.removeLast(output.count - start - owed) }
    }
    pending.removeAll(keepingCapacity: true)
    pending.append(contentsOf: repeatElement(0, count: filter.lookBehind))
    phase = 0
    taken = 0
    given = 0
  }

  private mutating func drain(appendingTo output: inout [Int16]) {
    let count = filter.outputCount(pending: pending.count, phase: phase)
    guard count > 0 else { return }
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: count))
    let used = output.withUnsafeMutableBufferPointer { output in
      pending.withUnsafeBufferPointer { pending in
        filter.run(pending, phase: &phase, into: UnsafeMutableBufferPointer(rebasing: output[start...]))
      }
    }
    pending.removeFirst(used)
    given += count
  }
}
