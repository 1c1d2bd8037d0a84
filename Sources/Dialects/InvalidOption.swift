/// A setting of a model that cannot be used. Found when the model's route is made, before any client is there.
package struct InvalidOption: Error, Equatable, Sendable {
  /// The key of `litellm_params`, such as `vertex_location`.
  package var option: String
  /// One or two sentences: what is wrong, and what to write instead.
  package var message: String

  package init(_ option: String, _ message: String) {
    self.option = option
    self.message = message
  }
}
