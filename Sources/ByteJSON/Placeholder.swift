/// ByteJSON
