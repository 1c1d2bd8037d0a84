internal import Admission
internal import HTTPTypes
internal import Hummingbird

/// Lets web pages of the allowed origins read the answers, and answers their browsers' question beforehand.
struct CrossOriginMiddleware: RouterMiddleware {
  private let settings: ListenerSettings
  private let origins: OriginPolicy

  init(settings: ListenerSettings) {
    self.settings = settings
    origins = OriginPolicy(allowed: settings.allowedOrigins)
  }

  func handle(
    _ request: Request, context: GatewayRequestContext,
    next: (Request, GatewayRequestContext) async throws -> Response
  ) async throws -> Response {
    let arrival = Arrival(request, context, settings: settings)
    guard let origin = arrival.origin, origins.admits(origin: origin, host: arrival.client.host) else {
      return try await next(request, context)
    }
    var response = Response(status: .noContent)
    if request.method == .options {
      response.headers[.accessControlAllowMethods] = "GET, HEAD, POST, OPTIONS"
      // Browsers list what they want to send, and OpenAI's libraries send much that says nothing here.
      response.headers[.accessControlAllowHeaders] =
        request.headers[.accessControlRequestHeaders] ?? "authorization, api-key, content-type"
      response.headers[.accessControlMaxAge] = "600"
    } else {
      response = try await next(request, context)
    }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.vary] = "Origin"
    return response
  }
}
