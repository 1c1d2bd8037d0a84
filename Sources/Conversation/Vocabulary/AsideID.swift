/// Names one aside: an answer outside the conversation's stream, and its connection to the model. Counted from 1 in
/// each call, never used twice.
package struct AsideID: Hashable, Sendable {
  package let number: Int

  package init(_ number: Int) { self.number = number }
}
