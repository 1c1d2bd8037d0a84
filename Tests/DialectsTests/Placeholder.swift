import Testing
@testable import Dialects
