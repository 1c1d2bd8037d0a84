import Testing
@testable import GoogleAuth
