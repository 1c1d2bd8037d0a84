import ArgumentParser
import Foundation
import LoadGenerator
import NIOHTTP1
import WebSocket

/// Which server is loaded, and how one comes in.
struct BenchTargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The server: ws:// or wss://, path and query included.", valueName: "url"))
  var url: String?

  @Option(
    help: ArgumentHelp(
      "Sent as \"Authorization: Bearer KEY\". Default: OPENAI_API_KEY, if the variable is set.", valueName: "key"))
  var key: String?

  @Option(name: .customLong("model"), help: ArgumentHelp("Added to the URL as ?model=NAME.", valueName: "name"))
  var model: String?

  @Option(help: ArgumentHelp("Another header, \"Name: value\"; may be repeated.", valueName: "header"))
  var header: [String] = []

  @Option(help: ArgumentHelp("A subprotocol to offer; may be repeated.", valueName: "name"))
  var subprotocol: [String] = []

  @Option(help: ArgumentHelp("PEM file of authorities to trust besides the system's (wss).", valueName: "file"))
  var caFile: String?

  func validate() throws {
    for header in header where header.firstIndex(of: ":") == nil {
      throw ValidationError("--header \(header) has no colon; write \"Name: value\".")
    }
  }

  /// - Throws: `BenchProblem`.
  func target(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> LoadTarget {
    do throws(WebSocketConnectError) {
      var address = try WebSocketAddress(url ?? "")
      if let model {
        let name = model.addingPercentEncoding(withAllowedCharacters: .urlQueryValueAllowed) ?? model
        address.target += (address.target.contains("?") ? "&" : "?") + "model=\(name)"
      }
      var proxies = try ProxySettings(environment: environment)
      proxies.exceptions += ["localhost", "127.0.0.1", "::1"]
      var configuration = WebSocketConfiguration.client
      configuration.writing = .pastPipeline
      let connector = WebSocketConnector(
        tls: try ClientTrust.context(caFile: caFile), proxies: proxies, configuration: configuration)
      return LoadTarget(
        WebSocketConnector.Request(address, headers: headers(environment), subprotocols: subprotocol),
        connector: connector)
    } catch {
      switch error {
      case .badAddress(let reason): throw BenchProblem(description: "--url cannot be dialled: \(reason)")
      case .dns, .refused, .timeout, .tls, .proxy, .answered, .badHandshake, .closed, .cancelled: throw error
      }
    }
  }

  private func headers(_ environment: [String: String]) -> HTTPHeaders {
    var headers = HTTPHeaders()
    if let key = key ?? environment["OPENAI_API_KEY"], !key.isEmpty {
      headers.add(name: "Authorization", value: "Bearer \(key)")
    }
    for header in header {
      let parts = header.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      headers.replaceOrAdd(name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
    }
    return headers
  }
}

extension CharacterSet {
  fileprivate static let urlQueryValueAllowed = CharacterSet.urlQueryAllowed.subtracting(
    CharacterSet(charactersIn: "&+=?"))
}
