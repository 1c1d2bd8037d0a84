internal import FoundationEssentials

extension MetadataServer {
  /// All tries together; a gateway elsewhere must not wait longer for its start.
  static let detectionLimit = Duration.seconds(3)

  /// Whether this machine is Google's: its metadata server answers with its own header, or Linux says that Google
  /// made the machine. Asked at `GCE_METADATA_IP`, else at the host that the environment names, else at the
  /// link-local address.
  static func isPresent(_ surroundings: Surroundings) async -> Bool {
    let named = surroundings.variable("GCE_METADATA_HOST") ?? surroundings.variable("GCE_METADATA_ROOT")
    let address = surroundings.variable("GCE_METADATA_IP") ?? named ?? "169.254.169.254"
    let request = AuthRequest.get("http://\(address)", headers: headers)
    let end = surroundings.clock.now().monotonic + detectionLimit
    let tries = surroundings.variable("GCE_METADATA_DETECT_RETRIES").flatMap { Int($0) } ?? 3
    for attempt in 0..<min(max(tries, 1), 10) {
      let left = end - surroundings.clock.now().monotonic
      if left <= .zero || Task.isCancelled { break }
      if let answer = try? await surroundings.http.send(request, timeout: min(timeout(surroundings), left)) {
        if answer.status == 200 { return answer.flavor == "Google" }
      }
      let pause = Duration.seconds(1 << attempt)
      guard attempt + 1 < tries, surroundings.clock.now().monotonic + pause < end else { break }
      try? await surroundings.clock.sleep(pause)
    }
    let product = try? String(contentsOf: URL(filePath: surroundings.productNameFile), encoding: .utf8)
    return product?.hasPrefix("Google") ?? false
  }

  /// `GCE_METADATA_TIMEOUT`, in seconds, within the limit.
  private static func timeout(_ surroundings: Surroundings) -> Duration {
    guard let seconds = surroundings.variable("GCE_METADATA_TIMEOUT").flatMap(Double.init), seconds > 0 else {
      return detectionLimit
    }
    return min(.milliseconds(Int(min(seconds, 60) * 1000)), detectionLimit)
  }
}
