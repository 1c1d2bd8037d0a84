/// Fired into a channel: the server's time to shut down is over. The owner of its WebSocket says goodbye at once.
package struct CutOffEvent: Sendable {
  package init() {}
}
