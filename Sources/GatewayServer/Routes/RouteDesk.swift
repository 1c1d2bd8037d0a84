internal import Admission
internal import ByteJSON
internal import Dialects
internal import HTTPTypes
internal import Hummingbird

/// The routes beside the sockets: health for supervisors, the list of models, client secrets, and clear words for
/// everything else.
struct RouteDesk: Sendable {
  let reception: Reception
  let configuration: GatewayConfiguration
  let clientSecrets: ClientSecretOffice
  /// Unix time in seconds; what `/v1/models` calls `created`.
  let startedAt: Int

  private typealias Handler = @Sendable (Request, GatewayRequestContext) async throws -> Response

  func router() -> Router<GatewayRequestContext> {
    let router = Router(context: GatewayRequestContext.self)
    router.add(middleware: CrossOriginMiddleware(settings: reception.settings))
    router.add(middleware: RefusalMiddleware(logger: reception.logger))
    router.add(middleware: BodyLimitMiddleware())
    get("/health", on: router, health)
    // LiteLLM's spelling, and everyone's.
    for path in ["/health/liveliness", "/health/liveness"] { get(path, on: router) { _, _ in .json("I'm alive!") } }
    get("/health/readiness", on: router, readiness)
    for base in ["", "/v1", "/openai/v1"] {
      get(base + "/models", on: router, models)
      get(base + "/models/**", on: router, model)
      get(base + "/capabilities", on: router, capabilities)
      get(base + "/realtime", on: router) { _, _ in throw Refusal.upgradeRequired }
      for call in ClientSecretCall.allCases {
        serve(.post, base + "/realtime/" + call.rawValue, on: router) { try await make(by: call, $0, $1) }
      }
    }
    return router
  }

  private func get(_ path: String, on router: Router<GatewayRequestContext>, _ handler: @escaping Handler) {
    serve(.get, path, on: router, handler)
  }

  /// One method is served, others are refused; a browser's `OPTIONS` has been answered before.
  private func serve(
    _ served: HTTPRequest.Method, _ path: String, on router: Router<GatewayRequestContext>, _ handler: @escaping Handler
  ) {
    let path = RouterPath(path)
    router.on(path, method: served) { request, context in try await handler(request, context) }
    for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete, .options] where method != served {
      router.on(path, method: method) { request, _ -> Response in
        throw Refusal.methodNotAllowed(request.method.rawValue, use: served.rawValue)
      }
    }
  }

  // MARK: Health

  private func health(_ request: Request, _ context: GatewayRequestContext) -> Response {
    .json {
      $0.member("status", reception.sessions.isDraining ? "draining" : "ok")
      $0.member("version", ParleyVersion.current)
      $0.member("sessions", reception.sessions.openSessions)
    }
  }

  /// 503 from the beginning of a shutdown on, so that a load balancer looks elsewhere, with the time that it may still take.
  /// A gateway that is full for now stays ready: it answers newcomers itself, with words and `Retry-After`.
  private func readiness(_ request: Request, _ context: GatewayRequestContext) -> Response {
    let isDraining = reception.sessions.isDraining
    return .json(isDraining ? .serviceUnavailable : .ok) {
      $0.member("status", isDraining ? "draining" : "ready")
      $0.member("open_sessions", reception.sessions.openSessions)
      $0.member("max_sessions", reception.settings.maxSessions)
      $0.member("seconds_left", ifPresent: reception.sessions.drainTimeLeft.map { Int($0.components.seconds) })
    }
  }

  // MARK: Models

  private func models(_ request: Request, _ context: GatewayRequestContext) throws -> Response {
    try demandKey(request, context)
    return .json {
      $0.member("object", "list")
      $0.array("data") { list in
        for name in reception.models.names { list.object { describe(name, &$0) } }
      }
    }
  }

  /// Names may hold slashes, and may be served by a wildcard.
  private func model(_ request: Request, _ context: GatewayRequestContext) throws -> Response {
    try demandKey(request, context)
    let path = Arrival(request, context, settings: reception.settings).facts.path
    guard let start = path.firstRange(of: "/models/")?.upperBound else { throw Refusal.unknownPath(path) }
    let name = String(path[start...])
    guard reception.models.deployments(for: name) != nil else {
      throw Refusal.unknownModel(name, known: reception.models.names)
    }
    return .json { describe(name, &$0) }
  }

  private func describe(_ name: String, _ writer: inout JSONWriter) {
    writer.member("id", name)
    writer.member("object", "model")
    writer.member("created", startedAt)
    writer.member("owned_by", "parley")
  }

  // MARK: Client secrets

  /// The key comes before the body, so that strangers cannot make us read.
  private func make(
    by call: ClientSecretCall, _ request: Request, _ context: GatewayRequestContext
  ) async throws -> Response {
    try demandKey(request, context)
    let arrival = Arrival(request, context, settings: reception.settings)
    let body = try await request.body.collect(upTo: BodyLimitHandler.limit)
    return .json(try await clientSecrets.make(from: Array(body.readableBytesView), by: call, for: arrival))
  }

  func demandKey(_ request: Request, _ context: GatewayRequestContext) throws {
    let keys = Arrival(request, context, settings: reception.settings).keys
    if let refusal = reception.sessions.refusal(forKeys: keys) { throw refusal }
  }
}
