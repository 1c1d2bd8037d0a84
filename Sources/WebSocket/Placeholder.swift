internal import NIOPosix
internal import NIOExtras
internal import NIOSSL
