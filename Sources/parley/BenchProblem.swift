/// What is wrong with an option of `parley bench`, and what to do.
struct BenchProblem: Error, Equatable, CustomStringConvertible {
  var description: String
}
