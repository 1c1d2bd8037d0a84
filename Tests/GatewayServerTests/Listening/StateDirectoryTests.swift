import GatewayServer
import Testing

struct StateDirectoryTests {
  private func usual(_ file: String?, _ environment: [String: String]) -> String {
    StateDirectory.usual(configurationFile: file, environment: environment).path
  }

  @Test("It is beside the configuration file, else in the user's state directory")
  func place() {
    #expect(usual("/etc/parley/config.yaml", ["HOME": "/home/a"]) == "/etc/parley/parley-state")
    #expect(usual("config.yaml", ["HOME": "/home/a"]) == "./parley-state")
    #expect(usual("/config.yaml", [:]) == "/parley-state")
    #expect(usual(nil, ["XDG_STATE_HOME": "/state", "HOME": "/home/a"]) == "/state/parley")
    #expect(usual(nil, ["XDG_STATE_HOME": "relative", "HOME": "/home/a"]) == "/home/a/.local/state/parley")
    #expect(usual(nil, ["XDG_STATE_HOME": "", "HOME": ""]) == "parley-state")
  }

  @Test("What cannot be written is an error that names the file")
  func unwritable() throws {
    let error = #expect(throws: StateDirectoryError.self) {
      try StateDirectory(path: "/proc/parley").save("x", as: "y", mode: 0o600)
    }
    #expect(error?.path == "/proc/parley")
  }
}
