import ArgumentParser
import GatewayServer
import UpstreamSimulator

@main struct Parley: ParsableCommand {
  func run() {}
}
