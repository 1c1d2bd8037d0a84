internal import Admission

/// Connections of one deployment that are dialled before a call wants them, on one event loop: which there are, and what
/// to do about them. Times are monotonic ms.
///
///     due ──► dialling ──opened──► waiting ──taken──► a call's
///      ▲          │                 │   └─ old ──► dropped
///      └─ pause ◄─┴──── failed ◄────┘ the peer ended it
///
/// The pause is 1 s after the first failure and doubles up to 60 s. A row of failures is over when a connection has proved
/// good: a call took it, or it grew old. Until then one is dialled at a time. What is dialled while the deployment cools
/// down is for calls alone.
struct WarmPool: Equatable {
  enum Step: Equatable {
    case dial(Int)
    case drop(Int)
  }

  private struct Waiting: Equatable {
    let number: Int
    /// When it is too old.
    let end: Int
  }

  /// ms before a failed dial is followed by another: at first, and at most.
  static let pauses = (first: 1_000, longest: 60_000)

  /// Connections that are to wait.
  let size: Int
  /// ms that a connection may wait; by chance up to a quarter less, so that not all grow old at once.
  let maxAge: Int
  /// Nothing good has come of it since a failure.
  private(set) var isFailing = false
  private var dialling: Set<Int> = []
  /// The newest last.
  private var waiting: [Waiting] = []
  private var pause = Cooldown()
  private var lastNumber = 0
  private var isOver = false

  init(size: Int, maxAge: Int) {
    self.size = size
    self.maxAge = maxAge
  }

  var waitingCount: Int { waiting.count }

  /// What is to be done now.
  /// - Parameter cooling: the deployment is not dialled before this.
  mutating func due(at now: Int, cooling: Int) -> [Step] {
    let old = waiting.filter { $0.end <= now }
    waiting.removeAll { $0.end <= now }
    if !old.isEmpty { proved() }
    var steps = old.map { Step.drop($0.number) }
    guard now >= dialsFrom(cooling) else { return steps }
    for _ in 0..<vacancies {
      lastNumber += 1
      dialling.insert(lastNumber)
      steps.append(.dial(lastNumber))
    }
    return steps
  }

  /// When something is due again, if nothing happens; nil: never.
  func deadline(cooling: Int) -> Int? {
    let end = waiting.map(\.end).min()
    let dial = vacancies > 0 ? dialsFrom(cooling) : nil
    return [end, dial].compactMap { $0 }.min()
  }

  /// False: it is wanted no more.
  mutating func opened(_ number: Int, chance: Double, at now: Int) -> Bool {
    guard dialling.remove(number) != nil else { return false }
    waiting.append(Waiting(number: number, end: now + maxAge - Int(Double(maxAge) / 4 * min(max(chance, 0), 1))))
    return true
  }

  /// The dial came to nothing.
  mutating func failed(_ number: Int, chance: Double, at now: Int) {
    if dialling.remove(number) != nil { failed(chance: chance, at: now) }
  }

  /// The peer ended a connection, or said something on it. False: it was not among those that wait.
  mutating func ended(_ number: Int, chance: Double, at now: Int) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.number == number }) else { return false }
    waiting.remove(at: place)
    failed(chance: chance, at: now)
    return true
  }

  /// A call takes the newest, which has had the least time to break. Nil: there is none.
  mutating func taken() -> Int? {
    guard let newest = waiting.popLast() else { return nil }
    proved()
    return newest.number
  }

  /// Nothing is dialled any more. Returns what is to be dropped.
  mutating func over() -> [Int] {
    isOver = true
    isFailing = false
    dialling = []
    defer { waiting = [] }
    return waiting.map(\.number)
  }

  private var vacancies: Int {
    guard !isOver else { return 0 }
    let missing = size - waiting.count - dialling.count
    return max(0, isFailing ? min(missing, 1 - dialling.count) : missing)
  }

  private func dialsFrom(_ cooling: Int) -> Int { max(cooling, pause.until) }

  private mutating func failed(chance: Double, at now: Int) {
    isFailing = true
    pause.failed(base: Self.pauses.first, longest: Self.pauses.longest, chance: chance, at: now)
  }

  private mutating func proved() {
    isFailing = false
    pause.succeeded()
  }
}
