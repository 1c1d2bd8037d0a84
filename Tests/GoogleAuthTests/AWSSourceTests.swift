import Foundation
import GoogleAuth
import Testing

@Suite struct AWSSourceTests {
  static let type = "urn:ietf:params:aws:token-type:aws4_request"
  static let keys = [
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": "sessiontoken",
  ]
  static let verification =
    "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15"

  func json(_ world: World, _ more: String = "", environmentID: String = "aws1") -> String {
    let url = world.server.url
    return Files.externalAccount(
      world.server,
      source: #"""
        {"environment_id": "\#(environmentID)", "region_url": "\#(url)/zone", "url": "\#(url)/roles",
         "regional_cred_verification_url": "\#(Self.verification)"\#(more)}
        """#, type: Self.type)
  }

  struct Signed: Decodable, Equatable {
    struct Header: Decodable, Equatable {
      var key: String
      var value: String
    }
    var url: String
    var method: String
    var headers: [Header]
  }

  /// The request inside the subject token.
  func signed(_ world: World) throws -> Signed {
    let token = try #require(world.server.requests("/sts").last?.form["subject_token"])
    return try JSONDecoder().decode(Signed.self, from: Data(try #require(token.removingPercentEncoding).utf8))
  }

  @Test("With keys and region in the environment nobody is asked, and the signature is google-auth's")
  func environment() async throws {
    try await World.run { world in
      world.server.script("/sts", .token("access-token-1"))
      let environment = Self.keys.merging(["AWS_REGION": "us-east-2"]) { $1 }
      _ = try await world.source(json(world), environment).token()
      #expect(world.server.requests.map(\.path) == ["/sts"])
      #expect(world.server.requests[0].form["subject_token_type"] == Self.type)
      let signed = try signed(world)
      #expect(signed.url == "https://sts.us-east-2.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15")
      #expect(signed.method == "POST")
      #expect(
        signed.headers == [
          .init(
            key: "Authorization",
            value: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20231114/us-east-2/sts/aws4_request, "
              + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
              + "Signature=e67a54b8f7d8008c7875c9d41a7b093c69cd1ed0425da26ecbb523a7def25e4b"),
          .init(key: "host", value: "sts.us-east-2.amazonaws.com"),
          .init(key: "x-amz-date", value: "20231114T221320Z"),
          .init(key: "x-amz-security-token", value: "sessiontoken"),
          .init(key: "x-goog-cloud-target-resource", value: Files.audience),
        ])
    }
  }

  @Test("The token is compact JSON with sorted keys, percent-encoded")
  func form() async throws {
    try await World.run { world in
      world.server.script("/sts", .token("access-token-1"))
      let environment = Self.keys.merging(["AWS_DEFAULT_REGION": "us-east-2"]) { $1 }
      _ = try await world.source(json(world), environment).token()
      let token = try #require(world.server.requests[0].form["subject_token"])
      #expect(token.hasPrefix("%7B%22headers%22%3A%5B%7B%22key%22%3A%22Authorization%22%2C%22value%22%3A%22AWS4-"))
      #expect(
        token.hasSuffix(
          "%22method%22%3A%22POST%22%2C%22url%22%3A%22https%3A//sts.us-east-2.amazonaws.com%3F"
            + "Action%3DGetCallerIdentity%26Version%3D2011-06-15%22%7D"))
    }
  }

  func scriptMetadata(_ world: World) {
    world.server.script("/zone", .json("us-east-2b"))
    world.server.script("/roles", .json("my-role"))
    world.server.script(
      "/roles/my-role",
      .json(
        #"{"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"AwsSecretAccessKeyValue","Token":"aws-session-token"}"#))
    world.server.script("/sts", .token("access-token-1"))
  }

  @Test("Without environment the instance's metadata are asked for zone, role and keys")
  func metadata() async throws {
    try await World.run { world in
      scriptMetadata(world)
      _ = try await world.source(json(world)).token()
      #expect(world.server.requests.map(\.path) == ["/zone", "/roles", "/roles/my-role", "/sts"])
      let signed = try signed(world)
      #expect(signed.url.hasPrefix("https://sts.us-east-2.amazonaws.com?"))
      #expect(signed.headers.contains(.init(key: "x-amz-security-token", value: "aws-session-token")))
    }
  }

  @Test("IMDSv2: a session token is asked for first and sent with every question")
  func version2() async throws {
    try await World.run { world in
      scriptMetadata(world)
      world.server.script("/session", .json("imds-session"))
      let more = #", "imdsv2_session_token_url": "\#(world.server.url)/session""#
      _ = try await world.source(json(world, more)).token()
      let requests = world.server.requests
      #expect(requests.map(\.path) == ["/session", "/zone", "/roles", "/roles/my-role", "/sts"])
      #expect(requests[0].method == "PUT")
      #expect(requests[0].header("X-aws-ec2-metadata-token-ttl-seconds") == "300")
      #expect(
        requests[1...3].map { $0.header("X-aws-ec2-metadata-token") } == Array(repeating: "imds-session", count: 3))
      #expect(requests[4].header("X-aws-ec2-metadata-token") == nil)
    }
  }

  @Test("Keys are asked for anew at every exchange: roles rotate them")
  func rotation() async throws {
    try await World.run { world in
      scriptMetadata(world)
      let source = try await world.source(json(world), ["AWS_REGION": "eu-west-1"])
      await source.rejected(try await source.token())
      _ = try await source.token()
      #expect(world.server.requests("/roles/my-role").count == 2)
      #expect(world.server.requests("/zone").isEmpty)
    }
  }

  @Test("A version we do not know is refused", arguments: ["aws2", "aws", "azure1"])
  func version(_ id: String) async throws {
    try await World.run { world in
      let error = await #expect(throws: GoogleAuthError.self) {
        try await world.source(json(world, environmentID: id))
      }
      #expect(error?.description.contains("`credential_source.environment_id` must be aws1") == true)
    }
  }

  @Test("An instance without role says so")
  func noRole() async throws {
    try await World.run { world in
      scriptMetadata(world)
      world.server.script("/roles", .json(""))
      let source = try await world.source(json(world))
      let error = try #require(await #expect(throws: GoogleAuthError.self) { try await source.token() })
      #expect("\(error)".contains("no role is attached"))
      #expect(error.nextStep.contains("AWS_REGION"))
    }
  }
}
