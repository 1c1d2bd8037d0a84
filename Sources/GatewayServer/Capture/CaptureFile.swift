internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The file of one capture. Lines leave the event loop in pieces and in order; a disk that is full or slow ends the
/// capture and never the call.
final class CaptureFile: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    /// Bytes handed to the pool and not yet written.
    var underWay = 0
    var total = 0
    var isOver = false
  }

  /// Why there is no file.
  struct Failure: Error {
    var reason: String
  }

  /// Bytes of one piece.
  private static let piece = 64 << 10
  /// Bytes that may wait for the disk.
  private static let waiting = 8 << 20
  /// Bytes of one file; what comes later is not captured.
  private static let largest = 256 << 20

  private let descriptor: CInt
  private let state = NIOLockedValueBox(State())
  /// Held while a piece is written, which keeps the pieces in order.
  private let disk = NIOLockedValueBox<[[UInt8]]>([])
  private let pool: NIOThreadPool

  /// Creates the file, readable by its owner only. Throws if it cannot, or if it exists.
  init(path: String, pool: NIOThreadPool = .singleton) throws(Failure) {
    descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    self.pool = pool
    if descriptor < 0 { throw Failure(reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  func write(line: [UInt8]) {
    let piece: [UInt8]? = state.withLockedValue { state in
      guard !state.isOver else { return nil }
      state.buffer += line
      state.buffer.append(UInt8(ascii: "\n"))
      state.total += line.count + 1
      if state.total > Self.largest || state.underWay > Self.waiting {
        state.isOver = true
        state.buffer += Array("# The capture ends here: it is too long, or the disk is too slow.\n".utf8)
      } else if state.buffer.count < Self.piece {
        return nil
      }
      return Self.take(&state)
    }
    if let piece { hand(piece) }
  }

  /// Nothing comes after this.
  func finished() {
    let piece: [UInt8]? = state.withLockedValue { state in
      guard !state.isOver else { return nil }
      state.isOver = true
      return Self.take(&state)
    }
    if let piece { hand(piece) }
  }

  private static func take(_ state: inout State) -> [UInt8] {
    defer { state.buffer = [] }
    state.underWay += state.buffer.count
    return state.buffer
  }

  private func hand(_ piece: [UInt8]) {
    disk.withLockedValue { $0.append(piece) }
    pool.submit { _ in self.writePieces() }
  }

  /// On a thread of the pool.
  private func writePieces() {
    disk.withLockedValue { pieces in
      for piece in pieces {
        let isWritten = OpenFile.writeAll(piece, to: descriptor)
        state.withLockedValue { state in
          state.underWay -= piece.count
          if !isWritten { state.isOver = true }
        }
      }
      pieces = []
    }
  }
}
