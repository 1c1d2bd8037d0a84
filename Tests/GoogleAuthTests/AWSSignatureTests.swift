import Foundation
import Testing

@testable import GoogleAuth

@Suite struct AWSSignatureTests {
  static let url = "https://sts.us-east-2.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"
  static let keys = AWSKeys(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    sessionToken: Secret("sessiontoken"))
  static let date = Date(timeIntervalSince1970: 1_700_000_000)  // 2023-11-14T22:13:20Z

  @Test("google-auth's vector is signed to the byte")
  func vector() throws {
    let signature = try #require(AWSSignature(url: Self.url, region: "us-east-2"))
    let headers = signature.headers(for: Self.keys, at: Self.date)
    #expect(headers.map(\.name) == ["Authorization", "host", "x-amz-date", "x-amz-security-token"])
    #expect(
      headers.map(\.value) == [
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/us-east-2/sts/aws4_request, "
          + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
          + "Signature=e67a54b8f7d8008c7875c9d41a7b093c69cd1ed0425da26ecbb523a7def25e4b",
        "sts.us-east-2.amazonaws.com", "20231114T221320Z", "sessiontoken",
      ])
  }

  @Test("Without a session token nothing is signed in its place")
  func noSession() throws {
    var keys = Self.keys
    keys.sessionToken = nil
    let signature = try #require(AWSSignature(url: Self.url, region: "us-east-2"))
    let headers = signature.headers(for: keys, at: Self.date)
    #expect(headers.map(\.name) == ["Authorization", "host", "x-amz-date"])
    #expect(headers[0].value.contains("SignedHeaders=host;x-amz-date,"))
  }

  @Test("A FIPS endpoint signs for the same service")
  func fips() throws {
    let signature = try #require(AWSSignature(url: "https://sts-fips.us-east-2.amazonaws.com", region: "us-east-2"))
    #expect(signature.headers(for: Self.keys, at: Self.date)[0].value.contains("/us-east-2/sts/aws4_request"))
  }
}
