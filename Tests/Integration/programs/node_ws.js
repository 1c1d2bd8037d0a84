// One kind of turn with Node's ws: node_ws.js URL KEY MODEL KIND SPEECH.pcm; prints what it heard as JSON.

const fs = require("fs");
const { setTimeout: pause } = require("timers/promises");
const WebSocket = require("ws");
const { takeTurn, RATE } = require("./turns.js");

const [url, key, model, kind, file] = process.argv.slice(2);
const frame = (RATE / 50) * 2;

async function speak(send) {
  const speech = fs.readFileSync(file);
  for (let at = 0; at < speech.length; at += frame) {
    send({ type: "input_audio_buffer.append", audio: speech.subarray(at, at + frame).toString("base64") });
    await pause(5);
  }
}

const socket = new WebSocket(`${url}?model=${model}`, { headers: { Authorization: `Bearer ${key}` } });
socket.onopen = async () => {
  console.log(JSON.stringify(await takeTurn(kind, socket, speak)));
  socket.close();
};
