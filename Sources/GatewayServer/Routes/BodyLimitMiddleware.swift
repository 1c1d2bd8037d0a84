internal import Admission
internal import HTTPTypes
internal import Hummingbird

/// Refuses a request whose body is announced to be too long; `BodyLimitHandler` ends those that do not say so.
struct BodyLimitMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: GatewayRequestContext,
    next: (Request, GatewayRequestContext) async throws -> Response
  ) async throws -> Response {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > BodyLimitHandler.limit {
      throw Refusal.bodyTooLarge
    }
    return try await next(request, context)
  }
}
