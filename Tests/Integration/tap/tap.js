// Loaded before the program by NODE_OPTIONS: writes down what an unmodified `ws` client hears, like sitecustomize.py.
const fs = require("fs");
const WebSocket = require("ws");

const emit = WebSocket.prototype.emit;
WebSocket.prototype.emit = function (name, data, ...rest) {
  if (name === "message") fs.appendFileSync(process.env.PARLEY_TAP, `${data}\n`);
  return emit.call(this, name, data, ...rest);
};
