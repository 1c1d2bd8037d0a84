import Conversation

/// The name of each notice, so that a test can ask whether all of them were tried.
enum NoticeKind: CaseIterable {
  case sessionCreated, sessionUpdated, itemAdded, itemDone, itemRetrieved, itemTruncated, itemDeleted, speechStarted
  case speechStopped, audioCommitted, audioCleared, idleTimedOut, inputTranscriptDelta, inputTranscriptCompleted,
    responseCreated
  case outputItemAdded, partAdded, textDelta, textDone, transcriptDelta, transcriptDone, audioDone, partDone
  case argumentsDelta, argumentsDone
  case outputItemDone, responseDone, failed

  init(_ notice: ClientNotice) {
    self =
      switch notice {
      case .sessionCreated: .sessionCreated
      case .sessionUpdated: .sessionUpdated
      case .itemAdded: .itemAdded
      case .itemDone: .itemDone
      case .itemRetrieved: .itemRetrieved
      case .itemTruncated: .itemTruncated
      case .itemDeleted: .itemDeleted
      case .speechStarted: .speechStarted
      case .speechStopped: .speechStopped
      case .audioCommitted: .audioCommitted
      case .audioCleared: .audioCleared
      case .idleTimedOut: .idleTimedOut
      case .inputTranscriptDelta: .inputTranscriptDelta
      case .inputTranscriptCompleted: .inputTranscriptCompleted
      case .responseCreated: .responseCreated
      case .outputItemAdded: .outputItemAdded
      case .partAdded: .partAdded
      case .textDelta: .textDelta
      case .textDone: .textDone
      case .transcriptDelta: .transcriptDelta
      case .transcriptDone: .transcriptDone
      case .audioDone: .audioDone
      case .partDone: .partDone
      case .argumentsDelta: .argumentsDelta
      case .argumentsDone: .argumentsDone
      case .outputItemDone: .outputItemDone
      case .responseDone: .responseDone
      case .failed: .failed
      }
  }
}
