#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Memory of the machine, or of the container that we are in, and our part of it.
enum MachineMemory {
  /// Bytes that the process may have: the machine's, or the container's if those are fewer. Nil: the system does not tell.
  static let available: Int? = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let machine = pages > 0 ? pages * pageSize : Int.max
    // Where a container sees its own cgroup, version 2 and 1. `max` and absurdly large numbers mean: no limit.
    let container = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
      .compactMap { firstWords(of: $0).first.flatMap { Int($0) } }.min()
    let bytes = min(machine, container ?? .max)
    return bytes == .max ? nil : bytes
  }()

  /// Resident bytes of this process now; nil where there is no /proc.
  static var resident: Int? {
    let words = firstWords(of: "/proc/self/statm")
    guard words.count > 1, let pages = Int(words[1]) else { return nil }
    return pages * pageSize
  }

  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// The words of a short file; none if it cannot be read.
  private static func firstWords(of path: String) -> [Substring] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    guard count > 0 else { return [] }
    return String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isWhitespace)
  }
}
