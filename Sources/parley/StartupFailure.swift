import Foundation
import NIOCore

/// Errors at the start of a server in words: what is wrong, and what to do.
enum StartupFailure {
  static func explain(_ error: any Error, host: String, port: Int) -> String {
    if let failure = error as? IOError {
      switch failure.errnoCode {
      case EADDRINUSE:
        return "port \(port) is in use, perhaps by another parley; stop that one, or choose another with --port"
      case EACCES:
        return "port \(port) may not be used by this account; choose one above 1023 with --port"
      case EADDRNOTAVAIL, EAFNOSUPPORT:
        return "this machine has no address \(host); try --host 0.0.0.0 (IPv4) or --host 127.0.0.1 (this machine only)"
      default: break
      }
    }
    if error is SocketAddressError {
      return "the name \(host) leads to no address; check --host"
    }
    if let failure = error as? CocoaError, let path = failure.userInfo[NSFilePathErrorKey] as? String {
      return "\(path): cannot be opened; check the path and its permissions"
    }
    return "\(error)"
  }
}
