internal import AsyncHTTPClient
internal import Subprocess
internal import Crypto
internal import _CryptoExtras
