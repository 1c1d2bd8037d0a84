internal import WebSocket
