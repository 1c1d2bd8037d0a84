/// A throw-away key, made to be published as a test vector. It protects nothing and opens nothing.
enum TestKey {
  static let pem = """
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDbEDNR0v+NImWF
    G6NYzXLy3TjDzg4RTgu0PiFisOI7aab1Kihd6uc7LkpoOvCgg8H6fPY6vamU4pYJ
    +xgwzxo8HioDaaaMMWkJulPfJTpEbkoq3NbakBoCpVYzcLRYM7C5Dk+7Mi7u/5hD
    AYzWYdwe1eRoAjEIsinNWnAWpTVgn4P9hzyEVjoLsJwdpkpM2DezZd5qd5JZSJ/N
    u3EPsU5TWX2u935u0wpGUNoGCFHHET+6VvoON24XGBUl5UtpJIb/Z24jt1e+QHM8
    bNfWOMz/DcWOJmeOPlY7nw0QjERF3lFGDK2kwwx0dom4KWCrHDFS8rKBgjQ7XiyS
    QP/ccLClAgMBAAECggEAAYp6oe+3BnogdrA8FOrVDSpLNO1lIfAHmwv41iXiYYKb
    vwu93vNBDySDN3p6qNZkbeulG8Krx7VUUtumTumWCKg5qW570m6ii4P5BQ/Q+hxA
    f06wYDc1R6F8Gr6HNjue2Z5lJy7yL5Iysv32zKdBkiH1ClpBmAsQyjYBpdchqf1R
    7fNRP5wgAvTMqFPU0GQQz+cgu8qPG+AJIwI8GoXIc2+xS2KBJmI/gi4a/wFtCD3w
    6ka5tMbAlBXFsL7KppNYakY7htYjHqS3FQNJCHcU+Xy5M5l7gk6IZ5/VUQpVjGQO
    ZGhoZ3ISo3Sn11Fm4IHr3WMeNDTBpSKsbknS8V0EQQKBgQD1OhgqSXSrfDajlPVG
    1Ydyw8ggT0GBSSeL1ge4eYRUSKxQrhBBzZP+83xvQ8DwP4E2PXuH8+5+37SbcdLO
    //TXnZVGAMdLB0mAg8r70hWpiioYZNQPZ1v9RlpIoQvLPl/Xrf0Lev/jCHtQNx5x
    8LCnq4esvI70toIRn4HfW4vIEQKBgQDkr9xbkmnRtVfBfMImU9eZFWkwi8cPJ+1t
    WTsnyMWz80YJa6Ki3qpHnXTOGTqWeAdXqpe1BF+BWrvlJaTef2aqmG/6Ac4zJzrZ
    U+qUhOgH7h2aGfLFHE9ZbRWZMPH8PHfugfWjWuunL0nqG9cuFZqIXzyaaeaO/S+k
    r/ekAk4TVQKBgFytV/SjTjSA/SVVZl0e1dHJrBiJ23fA7fErMj/FrP0tefID1qEH
    0KbJ3n0uXfxuA6c8FTOMPNY2NUuJ+OHCWgYiyAdsw+TXHDA1nsEM5KLuVHpjoMEx
    jtJphDVup8ZoDFC2sKtmEM78pZ3rNtZY4Gp9qQjfOifB0eZXIf4H2wwBAoGAHHv3
    I4TKH2/J/XSvrhx1V0D+eCiA49diUGNz5dGxJmffyl6YxFaduQvYt68WyBUtPPMn
    sElaJ/+INdOJhJkzzX3tPKOq7l4ti1JTfqpLSGmVUFN5FKohDA91SD57daKGgbO4
    R9+USJ+wQjOziq7wL5pFLyqPqDHLFGVCoDAVT30CgYEAweiwOufJnEaKldbfF0jS
    KfDBryK+Snd8Dk6PFtKvlSlyM4VSniNdkMs7EpdqqgLreg5Q56rH4lEkn+x0gfDV
    gk+XoyF39Z10C1Np+wwrEBGTjwfp3IvTMS/BboXSd8xusTzlIIqzaP8AtJg20r0x
    WrUIyfoCWtskSB3WKQuEOZ4=
    -----END PRIVATE KEY-----
    """

  static let header = #"{"typ": "JWT", "alg": "RS256", "kid": "kid-1"}"#
  static let grantPayload = [
    #"{"iat": 1700000000, "exp": 1700003600, "iss": "live-robot@fake-project.iam.gserviceaccount.com", "#,
    #""aud": "https://oauth2.googleapis.com/token", "scope": "https://www.googleapis.com/auth/cloud-platform"}"#,
  ].joined()
  static let selfSignedPayload = [
    #"{"iss": "live-robot@fake-project.iam.gserviceaccount.com", "#,
    #""sub": "live-robot@fake-project.iam.gserviceaccount.com", "iat": 1700000000, "exp": 1700003600, "#,
    #""scope": "https://www.googleapis.com/auth/cloud-platform"}"#,
  ].joined()

  /// What google-auth signs for header and `grantPayload`.
  static let grantJWT = [
    "eyJ0eXAiOiAiSldUIiwgImFsZyI6ICJSUzI1NiIsICJraWQiOiAia2lkLTEifQ.eyJpYXQiOiAxNzAwMDAwMDAwLCAiZXhwIjogM",
    "TcwMDAwMzYwMCwgImlzcyI6ICJsaXZlLXJvYm90QGZha2UtcHJvamVjdC5pYW0uZ3NlcnZpY2VhY2NvdW50LmNvbSIsICJhdWQiO",
    "iAiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4iLCAic2NvcGUiOiAiaHR0cHM6Ly93d3cuZ29vZ2xlYXBpcy5jb",
    "20vYXV0aC9jbG91ZC1wbGF0Zm9ybSJ9.rIf9NwFjYkC0GgtHgWOyjchlyauyAIu0N6ydRZUqg17eCO3kE0cOpUK7jS6_0el5dz5V",
    "FtMp6To5pf-0DMceqDFQdc1BuHrI6mDm8nOjFYCkujKkFj0lnEO9uL6CIWempzYyqGDLEn1Nzw_eJaBlvoUSdGqoTmqg3I7cOPJL",
    "dcGCEJoDSPwXTuv_2pYKOSR8i3jDXu4NPWWOKxR71nMrhVxtfLuSSMbHjTMamdkZ32THwww1tqxTrmOMc6FCf-KTzIDuZBl3xLCP",
    "LwSDBeNTCAwuG9pRRjVzR01iq2tEVlRVgtYEL2ZzvYrMf85_aTwUHEJQ_oUgq0AC4a6ORXl5Mg",
  ].joined()

  /// The same for `selfSignedPayload`.
  static let selfSignedJWT = [
    "eyJ0eXAiOiAiSldUIiwgImFsZyI6ICJSUzI1NiIsICJraWQiOiAia2lkLTEifQ.eyJpc3MiOiAibGl2ZS1yb2JvdEBmYWtlLXByb",
    "2plY3QuaWFtLmdzZXJ2aWNlYWNjb3VudC5jb20iLCAic3ViIjogImxpdmUtcm9ib3RAZmFrZS1wcm9qZWN0LmlhbS5nc2VydmljZ",
    "WFjY291bnQuY29tIiwgImlhdCI6IDE3MDAwMDAwMDAsICJleHAiOiAxNzAwMDAzNjAwLCAic2NvcGUiOiAiaHR0cHM6Ly93d3cuZ",
    "29vZ2xlYXBpcy5jb20vYXV0aC9jbG91ZC1wbGF0Zm9ybSJ9.0QwbdYsqmCLrXuEEdLRHZn5v7Pngs_Q8JE0KGtuW51uwbqrhmxsr",
    "jPLTA9GUVU4noa2-abCc1TnLfnvyg8WT_U_J7h--3R0VHpy_VjAk-sC1Hc7uyQOs_Fbm9P8EzR0qG01KCbxsjzQTVuaLIDK89Sw4",
    "CrHyJ0qhkUSVmedv5362aSo0xMoTUk8VFAUD95sHUJ5BxlnTcUPIMDcyTdBmPEmNCr8ddC8AepV1lE_RPX_j97HarbpyYaFe6neb",
    "Ia_wW4t653j0sB8q-mqBsWnSSKp0-GHWAmHiLcSL0xVfM2t9AhFnAVRGo3Q9kEuy9ijDEbBZ6PEnOHwoucR-1rVwJQ",
  ].joined()
}
