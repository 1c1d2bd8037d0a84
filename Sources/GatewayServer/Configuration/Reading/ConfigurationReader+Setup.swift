import ByteJSON
import Dialects
import Yams

/// `setup:` of one model: what only Gemini has. What the model makes of it is for the dialect to say.
extension ConfigurationReader {
  mutating func setupBlock(_ parameters: ConfigurationSection) -> SetupBlock {
    var block = SetupBlock()
    guard let section = section("setup", in: parameters, .setup) else { return block }
    block.googleSearch = search("google_search", in: section)
    block.enterpriseWebSearch = search("enterprise_web_search", in: section)
    block.retrieval = retrieval(section)
    readLanguages(section, into: &block)
    block.thinking = thinking(section)
    block.safety = safety(section)
    block.safetyMethod = choice("safety_method", in: section, SetupBlock.Safety.Method.allCases)
    block.affectiveDialog = boolean("affective_dialog", in: section)
    block.proactiveAudio = boolean("proactive_audio", in: section)
    block.labels = stringMap("labels", in: section) ?? [:]
    block.mediaResolution = choice("media_resolution", in: section, SetupBlock.MediaResolution.allCases)
    block.turnCoverage = choice("turn_coverage", in: section, SetupBlock.TurnCoverage.allCases)
    block.explicitVADSignal = boolean("explicit_vad_signal", in: section)
    readSampling(section, into: &block)
    return block
  }

  /// Says what the model does not know of its block, each at its own line. True: nothing.
  mutating func checkSetup(_ deployment: ModelDeployment, _ parameters: ConfigurationSection) -> Bool {
    let problems = deployment.setup.problems(deployment.effectiveProfile, on: deployment.service)
    for problem in problems {
      error(
        at: node(of: problem.option, in: parameters)?.position,
        "\(parameters.path(of: problem.option)): \(problem.message)")
    }
    return problems.isEmpty
  }

  /// Where a model's setting stands in the file: `voices`, or `setup.thinking`, in whichever spelling.
  func node(of option: String, in parameters: ConfigurationSection) -> Node? {
    let path = option.split(separator: ".").map(String.init)
    guard path.count == 2, let outer = parameters[path[0]] else { return parameters[option] }
    let member = outer.mapping?.first { key, _ in
      let name = key.scalar?.string ?? ""
      return (SectionSchema.setup.aliases[name] ?? name) == path[1]
    }
    return member?.value ?? outer
  }

  /// `true`, or what the search shall leave out.
  private mutating func search(_ key: String, in setup: ConfigurationSection) -> SetupBlock.Search? {
    guard setup[key]?.mapping != nil else { return boolean(key, in: setup) == true ? SetupBlock.Search() : nil }
    guard let section = section(key, in: setup, .search) else { return nil }
    return SetupBlock.Search(
      excludedDomains: list("exclude_domains", in: section, expected: "a domain such as example.com") {
        $0.isEmpty ? nil : $0
      } ?? [])
  }

  /// Google's `Retrieval` object, in its own words.
  private mutating func retrieval(_ setup: ConfigurationSection) -> RawJSON? {
    guard let node = setup["retrieval"] else { return nil }
    guard node.mapping != nil, let json = RawJSON(validating: Self.json(node) ?? "") else {
      error(
        at: node.position,
        "\(setup.path(of: "retrieval")): expected Google's own words: vertexRagStore or vertexAiSearch")
      return nil
    }
    return json
  }

  private mutating func readLanguages(_ setup: ConfigurationSection, into block: inout SetupBlock) {
    let code = "a language such as en-US"
    block.languageCode = value("language_code", in: setup, expected: code, Self.language)
    block.transcriptionLanguages =
      list("transcription_languages", in: setup, expected: code, Self.language) ?? []
    block.customVocabulary =
      list("custom_vocabulary", in: setup, expected: "a word or a name") { $0.isEmpty ? nil : $0 } ?? []
    guard let section = section("translation", in: setup, .translation) else { return }
    guard let target = value("target", in: section, expected: code, Self.language) else {
      if section["target"] == nil {
        error(at: section.position, "\(section.path(of: "target")) is missing; it says what the model speaks")
      }
      return
    }
    block.translation = SetupBlock.Translation(target: target, echoesTarget: boolean("echo_target", in: section))
  }

  private mutating func thinking(_ setup: ConfigurationSection) -> SetupBlock.Thinking? {
    guard let section = section("thinking", in: setup, .thinking) else { return nil }
    return SetupBlock.Thinking(
      budget: integer("budget", in: section, -1...65_536),
      level: choice("level", in: section, SetupBlock.Thinking.Level.allCases),
      includeThoughts: boolean("include_thoughts", in: section))
  }

  /// `harassment: block_only_high`; Google's `HARM_CATEGORY_` in front is taken, too.
  private mutating func safety(_ setup: ConfigurationSection) -> [SetupBlock.Safety] {
    guard let node = setup["safety_settings"] else { return [] }
    let path = setup.path(of: "safety_settings")
    let categories = SetupBlock.Safety.Category.allCases
    guard let mapping = node.mapping else {
      error(at: node.position, "\(path): expected lines of the form harassment: block_only_high, indented under it")
      return []
    }
    let section = ConfigurationSection(mapping, path: path, position: node.position)
    return section.fields.compactMap { field in
      let name = field.key.lowercased()
      let plain = name.hasPrefix("harm_category_") ? String(name.dropFirst("harm_category_".count)) : name
      guard let category = categories.first(where: { $0.rawValue == plain }) else {
        error(
          at: field.keyPosition,
          "\(section.path(of: field.key)): no such category; use \(Self.alternatives(categories.map(\.rawValue)))")
        return nil
      }
      return choice(field.key, in: section, SetupBlock.Safety.Threshold.allCases).map { .init(category, $0) }
    }
  }

  private mutating func readSampling(_ setup: ConfigurationSection, into block: inout SetupBlock) {
    block.topP = decimal("top_p", in: setup, 0...1)
    block.topK = integer("top_k", in: setup, 1...1000)
    block.seed = integer("seed", in: setup, 0...Int(Int32.max))
    block.presencePenalty = decimal("presence_penalty", in: setup, -2...2)
    block.frequencyPenalty = decimal("frequency_penalty", in: setup, -2...2)
  }

  /// BCP 47 in form; which languages there are is for Google to say.
  private static func language(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isCode = (2...3).contains(parts.first?.count ?? 0) && parts.count <= 4
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.count <= 8
        && part.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }
    return isCode && isPlain ? text : nil
  }
}
