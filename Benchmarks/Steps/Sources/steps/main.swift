// steps                what each step costs, as a table
// steps --json         the same for programs: {"name": {"ns": 150.2, "allocations": 0}}
// steps ROUNDS NAME    only this step, so often: something for a profiler

/// With two digits behind the point.
func decimal(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

func column(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }

let arguments = CommandLine.arguments.dropFirst()
let steps = try Steps.all()
if let rounds = arguments.first.flatMap({ Int($0) }) {
  let name = arguments.dropFirst().first ?? ""
  for step in steps where step.name == name { print(step.name, (0..<rounds).reduce(0) { sum, _ in sum &+ step.run() }) }
} else {
  let costs = steps.map { ($0.name, $0.cost(rounds: 20, runs: 500)) }
  if arguments.contains("--json") {
    let lines = costs.map { name, cost in
      "  \"\(name)\": {\"ns\": \(decimal(cost.nanoseconds)), \"allocations\": \(decimal(cost.allocations))}"
    }
    print("{\n" + lines.joined(separator: ",\n") + "\n}")
  } else {
    print("        ns  allocations  step")
    for (name, cost) in costs {
      print(column(decimal(cost.nanoseconds), 10), column(decimal(cost.allocations), 11), "", name)
    }
  }
}
