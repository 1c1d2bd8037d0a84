internal import HTTPTypes
internal import Hummingbird

/// Every route of the gateway, under every way to write its path. `HEAD` is answered as `GET` is, without the body.
struct GatewayResponder: HTTPResponder {
  let editions: Editions

  func respond(to request: Request, context: GatewayRequestContext) async throws -> Response {
    let edition = editions.current
    var head = request.head
    head.path = RequestPath.normalized(head.path ?? "/", prefix: edition.reception.settings.pathPrefix)
    if request.method == .head { head.method = .get }
    let response = try await edition.router.respond(to: Request(head: head, body: request.body), context: context)
    return request.method == .head ? response.createHeadResponse() : response
  }
}
