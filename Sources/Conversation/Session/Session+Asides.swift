/// Answers that are given aside: `response.create` with `conversation: "none"`, or with an `input` of its own. Each has
/// its own connection to the model and runs beside everything else.
extension Session {
  // MARK: What the client asks

  mutating func asideRequested(_ request: ResponseRequest, at now: Moment, negotiate: Negotiate) {
    do throws(Fault) {
      try checkRoom(for: request)
      let wish = asideWish(request)
      let agreed = try negotiate(wish)
      let context = try context(of: request)
      try checkMedia(in: context)
      if request.scope == .conversation { finishGenerated(at: now) }
      let response = makeAsideResponse(request, agreed)
      let aside = Aside(
        response, scope: request.scope, wish: wish, negotiation: agreed, context: context,
        due: now.after(settings.asideTimeout), at: now.ms)
      let id = asides.began(aside)
      notice(.responseCreated(response, agreed.effective))
      if isCreated { dialAside(id) }
    } catch {
      fail(error.caused(by: request.eventID))
    }
  }

  private func checkRoom(for request: ResponseRequest) throws(Fault) {
    guard asides.running.count < settings.maximumAsides else {
      throw Fault(
        .rateLimit, code: "rate_limit_exceeded",
        "\(settings.maximumAsides) responses outside the conversation are running already. Wait for the 'response.done' "
          + "of one of them, or cancel it by its id.", param: "response.conversation")
    }
  }

  /// Pictures and recordings wait here until the aside's model is ready for them.
  private func checkMedia(in context: [Item]) throws(Fault) {
    let waiting = asides.running.values.flatMap(\.context) + context
    guard waiting.reduce(0, { $0 + $1.mediaByteCount }) <= settings.maximumUnsentBytes else {
      throw Fault(
        .invalidRequest, code: "string_above_max_length",
        "The pictures and recordings of responses outside the conversation would hold over "
          + "\(settings.maximumUnsentBytes) bytes. Wait for a 'response.done' first.", param: "response.input")
    }
  }

  /// What the session wishes, with what this response wants otherwise.
  private func asideWish(_ request: ResponseRequest) -> SessionConfiguration {
    var wish = wanted
    if let output = request.output { wish.output = output }
    if wish.output == .likeTheTurn { wish.output = .text }
    return wish.asking(for: request)
  }

  private mutating func makeAsideResponse(_ request: ResponseRequest, _ agreed: Negotiation) -> Response {
    tally.responses += 1
    return Response(
      id: identifiers.next("resp"), conversationID: request.scope == .conversation ? identity.conversationID : nil,
      modality: agreed.effective.output, metadata: request.metadata, servedBy: servedBy)
  }

  /// The items that this response sees, in order.
  private mutating func context(of request: ResponseRequest) throws(Fault) -> [Item] {
    guard let input = request.input else { return record.entries.map(\.item) }
    var items: [Item] = []
    for (index, entry) in input.enumerated() {
      switch entry {
      case .item(let new):
        let kind = try inputsRead(new.kind, at: "response.input[\(index)].content")
        items.append(Item(id: new.id ?? identifiers.next("item"), status: .completed, kind: kind))
      case .reference(let id):
        guard let item = record.entry(id)?.item ?? asides.item(id) ?? items.last(where: { $0.id == id }) else {
          throw Fault(
            .invalidRequest, code: "invalid_value",
            "There is no item '\(id)' that a response could refer to. Name one of this session, or send the item itself.",
            param: "response.input[\(index)].id")
        }
        items.append(item)
      }
    }
    return items
  }

  /// Asides that were asked for before the client was greeted begin now.
  mutating func dialWaitingAsides() {
    for id in asides.ids where asides.running[id]?.phase == .waiting { dialAside(id) }
  }

  private mutating func dialAside(_ id: AsideID) {
    asides.running[id]?.dialled()
    let format = asides.running[id]?.negotiation.effective.outputFormat ?? effective.outputFormat
    out.add(.aside(id, .dial(output: format)))
  }

  // MARK: Ending

  /// The aside that a cancel is for: the one of that response, or the one that speaks in the conversation.
  func asideMeant(by responseID: String?) -> AsideID? {
    if let responseID { return asides.id(ofResponse: responseID) }
    return answer.phase == .none ? asides.speaking : nil
  }

  /// The response is done, exactly once, and its connection closes.
  mutating func finishAside(_ id: AsideID, _ status: Response.Status) {
    guard let aside = asides.running[id] else { return }
    let isWhole = status == .completed || aside.answer.phase == .generated
    closeAsidePart(id, isWhole ? .completed : .incomplete)
    let done = asides.running[id]?.answer.finished(status)
    asides.ended(id)
    if let usage = done?.usage { tally.usage += usage }
    if let done { notice(.responseDone(done, aside.negotiation.effective)) }
    if aside.phase != .waiting { out.add(.aside(id, .close)) }
  }

  /// The conversation's next answer, or its user, takes the word from one that speaks in it.
  mutating func silenceSpeakingAside() {
    guard let id = asides.speaking else { return }
    finishAside(id, .cancelled(.turnDetected))
  }

  mutating func finishAsides(_ status: Response.Status) {
    for id in asides.ids { finishAside(id, status) }
  }

  /// The client has gone.
  mutating func abandonAsides() {
    for id in asides.ids where asides.running[id]?.phase != .waiting { out.add(.aside(id, .close)) }
    asides = Asides()
  }

  mutating func asideTimePassed(at now: Moment) {
    for id in asides.ids {
      guard let aside = asides.running[id], now.ms >= aside.deadline(settings) else { continue }
      let seconds = settings.asideTimeout / 1_000
      let isWhole = aside.answer.phase == .generated
      finishAside(
        id,
        isWhole
          ? .completed : .failed(.aside("The model did not finish this response within \(seconds) s. Ask again.")))
    }
  }
}

extension Fault {
  static func aside(_ message: String) -> Fault { Fault(.server, code: "server_error", message) }
}
