/// Where a delta belongs: one content part of one output item of one response.
package struct PartAddress: Equatable, Sendable {
  package var responseID: String
  package var itemID: String
  package var outputIndex: Int
  package var contentIndex: Int

  package init(responseID: String, itemID: String, outputIndex: Int, contentIndex: Int = 0) {
    self.responseID = responseID
    self.itemID = itemID
    self.outputIndex = outputIndex
    self.contentIndex = contentIndex
  }
}
