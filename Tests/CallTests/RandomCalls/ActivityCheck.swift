import ByteJSON

/// Whether the user's turns are marked as Google wants it: `activityStart`, audio, `activityEnd` where its own detection
/// is off, and none of that, but perhaps `audioStreamEnd`, where it is on.
struct ActivityCheck {
  private var isOurs = false
  private var isOpen = false

  init() {}

  init(setup: JSONNode) {
    let detection = setup["setup"]?["realtimeInputConfig"]?["automaticActivityDetection"]
    isOurs = detection?["disabled"]?.bool == true
  }

  /// False: the upstream would refuse this message, or throw its audio away.
  mutating func saw(_ message: JSONNode) -> Bool {
    guard let input = message["realtimeInput"] else { return true }
    if input["activityStart"] != nil {
      defer { isOpen = true }
      return isOurs && !isOpen
    }
    if input["activityEnd"] != nil {
      defer { isOpen = false }
      return isOurs && isOpen
    }
    if input["audioStreamEnd"] != nil { return !isOurs }
    return input["audio"] == nil || !isOurs || isOpen
  }
}
