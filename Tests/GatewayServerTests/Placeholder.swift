import Testing
@testable import GatewayServer
