internal import Admission
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOHTTP1

/// Gives every refusal OpenAI's error body.
struct RefusalMiddleware: RouterMiddleware {
  let logger: Logger

  func handle(
    _ request: Request, context: GatewayRequestContext,
    next: (Request, GatewayRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let refusal as Refusal {
      return .refusal(refusal)
    } catch let error as HTTPError where error.status == .notFound {
      return .refusal(.unknownPath(request.uri.path))
    } catch let error as HTTPParserError {
      throw error
    } catch {
      logger.error("A route failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
      return .refusal(.internalError)
    }
  }
}
