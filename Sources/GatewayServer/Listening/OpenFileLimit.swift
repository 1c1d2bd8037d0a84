#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many files and sockets the process may have open. The usual soft limit, 1024, is for programs that use
/// `select`; a session takes two.
package enum OpenFileLimit {
  /// Raises the soft limit to the hard one, as far as the system lets us.
  ///
  /// - Returns: the limit that holds now; nil if the system does not tell.
  @discardableResult
  package static func raise() -> UInt64? {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return nil }
    guard limit.rlim_cur < limit.rlim_max else { return UInt64(limit.rlim_cur) }
    let before = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    return setrlimit(resource, &limit) == 0 ? UInt64(limit.rlim_max) : UInt64(before)
  }
}
