internal import FoundationEssentials

/// A subject token in a file that somebody else keeps fresh, such as Kubernetes' projected tokens.
struct FileSource: SubjectTokenSource {
  private let path: String
  private let format: SubjectTokenFormat
  private let label: CredentialLabel

  init(path: String, format: SubjectTokenFormat, _ label: CredentialLabel) {
    self.path = path
    self.format = format
    self.label = label
  }

  func subjectToken() async throws(GoogleAuthError) -> Secret {
    let content: Data
    do { content = try Data(contentsOf: URL(filePath: path)) } catch {
      throw .noSubjectToken(label, .unreadableFile(path: path, reason: "\(FileProblem(reading: error))"))
    }
    do throws(SubjectTokenProblem) { return try format.read(content, source: "file \(path)") } catch {
      throw .noSubjectToken(label, error)
    }
  }
}
