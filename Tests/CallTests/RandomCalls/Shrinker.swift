/// Makes a failing plan small: what is left cannot lose a step and fail in the same way. Delta debugging, first by
/// runs of steps, then inside the steps that are left.
struct Shrinker {
  private let rule: PlannedCall.Rule?
  let failure: Broken
  private(set) var plan: CallPlan

  /// Nil: the plan holds.
  init?(_ plan: CallPlan, rule: PlannedCall.Rule? = nil) {
    guard let (failure, stepsPlayed) = Self.failure(of: plan, rule) else { return nil }
    self.rule = rule
    self.failure = failure
    self.plan = plan
    self.plan.steps = Array(plan.steps.prefix(stepsPlayed))
    // What only fails in the silence afterwards needs all of it.
    if !fails(self.plan) { self.plan = plan }
  }

  mutating func shrink() {
    var size = Int.max
    while size != weight {
      size = weight
      dropSteps()
      simplifySteps()
      simplifyCall()
    }
  }

  private var weight: Int { plan.steps.map(StepReduction.weight).reduce(0, +) }

  /// Leaves out runs of steps, longest first.
  private mutating func dropSteps() {
    var length = max(plan.steps.count / 2, 1)
    while length >= 1 {
      var start = 0
      while start < plan.steps.count {
        var smaller = plan
        smaller.steps.removeSubrange(start..<min(start + length, plan.steps.count))
        if !keep(smaller) { start += length }
      }
      length /= 2
    }
  }

  /// Halves waits, and makes events say less.
  private mutating func simplifySteps() {
    for place in plan.steps.indices {
      var isSimpler = true
      while isSimpler {
        isSimpler = StepReduction.simpler(plan.steps[place]).contains { step in
          var smaller = plan
          smaller.steps[place] = step
          return keep(smaller)
        }
      }
    }
  }

  private mutating func simplifyCall() {
    var smaller = plan
    smaller.isBare = false
    _ = keep(smaller)
    smaller = plan
    smaller.model = CallPlan.models[0]
    _ = keep(smaller)
  }

  private mutating func keep(_ smaller: CallPlan) -> Bool {
    guard smaller != plan, fails(smaller) else { return false }
    plan = smaller
    return true
  }

  private func fails(_ plan: CallPlan) -> Bool { Self.failure(of: plan, rule)?.0.rule == failure.rule }

  private static func failure(of plan: CallPlan, _ rule: PlannedCall.Rule?) -> (Broken, stepsPlayed: Int)? {
    guard var call = try? PlannedCall(plan, rule: rule) else { return nil }
    do { try call.play() } catch { return (error, call.stepsPlayed) }
    return nil
  }
}
