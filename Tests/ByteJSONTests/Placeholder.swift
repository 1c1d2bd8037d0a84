import Testing
@testable import ByteJSON
