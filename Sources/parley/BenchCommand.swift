import ArgumentParser
import Foundation
import GatewayServer
import LoadGenerator

/// `parley bench`: many callers at once, and how long they wait.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Loads a realtime server and times it.",
    discussion: """
      Opens many sessions with any server of OpenAI's realtime protocol, lets them work, and says how long that took.

        parley bench --url 'ws://localhost:4000/v1/realtime?model=NAME' --key KEY --mode turns
          Written questions, one after the other: item, response.create, response.done. A spoken answer takes as long as
          it is; --first-event with a session.update for output_modalities ["text"] asks for text.

        parley bench --url … --key KEY --mode connects --duration 20
          Connections, one after the other, as far as session.created.

        parley bench --url … --key KEY --mode idle --sessions 1000 --watch PID
          A thousand silent sessions, and the memory that they take from a server that has just started: one that has had
          as many before uses theirs again.

      Two modes time audio on its way through a gateway to the model and back: `paced`, in real time, and `saturated`, as \
      fast as it goes. They need a model that returns what it hears. --echo-upstream makes this program one; point a \
      model's `api_base` at it:

        model_list:
          - model_name: echo
            litellm_params: {model: gemini/gemini-3.8-live, api_key: any, api_base: "ws://127.0.0.1:4501"}

        parley bench --echo-upstream 4501 --url 'ws://localhost:4000/v1/realtime?model=echo' --key KEY \\
          --mode paced --sessions 100

      The time stands in the samples themselves, so it does not matter what lies between. Under OpenAI's paths
      (ws://127.0.0.1:4501/v1/realtime) the echo speaks OpenAI's protocol, for relays that do not translate.

      With --echo-upstream and without --url it only listens.
      Exit status: 0 there is a result, 1 there is none and a line says why, 64 wrong arguments.
      """)

  @OptionGroup var target: BenchTargetOptions

  @OptionGroup var load: BenchLoadOptions

  @OptionGroup var echo: BenchEchoOptions

  @Option(help: ArgumentHelp("Processor time and memory of this process are measured (Linux).", valueName: "pid"))
  var watch: Int32?

  @Option(help: ArgumentHelp("Writes the result as JSON; - is standard output, instead of text.", valueName: "file"))
  var json: String?

  func validate() throws {
    guard target.url != nil || echo.echoUpstream != nil else {
      throw ValidationError("--url is missing: the server to load, such as ws://localhost:4000/v1/realtime?model=NAME.")
    }
    if let json, json != "-", !Self.canWrite(json) {
      throw ValidationError("--json \(json): cannot be written; check the path and its permissions.")
    }
  }

  private static func canWrite(_ path: String) -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return FileManager.default.isWritableFile(atPath: FileManager.default.fileExists(atPath: path) ? path : folder)
  }

  func run() async throws {
    OpenFileLimit.raise()
    guard target.url != nil else { return try await listen() }
    let console = Console.standard
    let line = ProgressLine()
    do {
      let plan = try plan()
      let report = try await LoadRun(plan) { line.show(ProgressBar.line($0, plan.mode)) }.run()
      line.clear()
      try write(report, to: console)
    } catch {
      line.clear()
      console.complain("parley: \(error)")
      throw ExitCode.problems
    }
  }

  /// What the options ask for. Throws what cannot be used, with words.
  func plan() throws -> LoadPlan {
    var plan = LoadPlan(try target.target(), load.loadMode)
    load.apply(to: &plan)
    plan.echoPort = echo.echoUpstream
    plan.echoEvery = echo.echoEvery
    plan.echoTLS = try echo.tls()
    plan.watched = watch
    return plan
  }

  private func write(_ report: LoadReport, to console: Console) throws {
    guard let json else { return console.write(report.text) }
    guard json != "-" else { return console.write(report.json) }
    do {
      try (report.json + "\n").write(toFile: json, atomically: true, encoding: .utf8)
    } catch {
      throw BenchProblem(description: "\(json): cannot be written; check the path and its permissions")
    }
    console.write(report.text)
  }

  private func listen() async throws {
    do {
      try await EchoService.run(echo) { Console.standard.write("Returning what is heard at \($0); Ctrl-C ends it") }
    } catch {
      Console.standard.complain("parley: \(error)")
      throw ExitCode.problems
    }
  }
}
