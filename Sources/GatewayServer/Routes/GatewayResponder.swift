internal import HTTPTypes
internal import Hummingbird

/// Every route of the gateway, under every way to write its path. `HEAD` is answered as `GET` is, without the body.
struct GatewayResponder: HTTPResponder {
  let router: RouterResponder<GatewayRequestContext>
  let pathPrefix: String

  init(_ desk: RouteDesk) {
    router = desk.router().buildResponder()
    pathPrefix = desk.reception.settings.pathPrefix
  }

  func respond(to request: Request, context: GatewayRequestContext) async throws -> Response {
    var head = request.head
    head.path = RequestPath.normalized(head.path ?? "/", prefix: pathPrefix)
    if request.method == .head { head.method = .get }
    let response = try await router.respond(to: Request(head: head, body: request.body), context: context)
    return request.method == .head ? response.createHeadResponse() : response
  }
}
