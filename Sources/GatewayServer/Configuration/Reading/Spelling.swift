/// Finds what a misspelt word was meant to be.
enum Spelling {
  /// The nearest of `words`, if it is near enough to be what was meant. Case, hyphens and underscores do not count
  /// (`vertexProject` is `vertex_project`); a word may have one slip for every four letters, and three at most.
  static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let plain = normalised(word)
    let allowance = min(3, max(1, plain.count / 4))
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(plain, normalised(candidate))
      if distance <= allowance, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  private static func normalised(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
