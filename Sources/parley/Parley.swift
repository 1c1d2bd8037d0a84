import ArgumentParser
import GatewayServer

/// `parley`: the command line. What it starts is in the modules; here are words, options and exit statuses.
@main struct Parley: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "A realtime voice gateway: OpenAI Realtime clients in, Gemini Live models out.",
    usage: """
      parley [--config FILE] [--port N] [--host ADDRESS] [--log-level LEVEL] [--log-format text|json]
      parley SUBCOMMAND
      """,
    discussion: """
      Ten minutes with parley:

        parley
          Starts on port 4000 with no configuration at all: one model, served by
          a simulator inside the program. It prints the address, a key and a few
          lines of Python to try it.

        parley --config config.yaml
          Serves the models of a file in LiteLLM's format. config-sample.yaml
          explains every setting.

        parley check --config config.yaml --connect
          Says what is wrong with the file, line by line, then tries the
          credentials and every model.

        parley reload --config config.yaml
          Makes a running gateway take the changed file, for new sessions.

        parley simulate --port 4001
          Plays Gemini Live itself, for testing other programs without an account.

      Clients connect to ws://localhost:4000/realtime?model=NAME or /v1/realtime and
      send the key as "Authorization: Bearer KEY" or in the header "api-key".
      """,
    version: ParleyVersion.current,
    subcommands: [
      ServeCommand.self, CheckCommand.self, ReloadCommand.self, SimulateCommand.self, BenchCommand.self,
    ],
    defaultSubcommand: ServeCommand.self)
}
