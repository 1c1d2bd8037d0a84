/// The version of this program: `parley --version`, the `Server` header, the banner.
package enum ParleyVersion {
  package static let current = "0.1.0"
}
