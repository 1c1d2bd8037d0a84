// The kinds of turns on an open socket, for a page and for Node: `takeTurn(kind, socket, speak)` gives what was heard.
// `speak(send)` says something into the microphone and is done when it has been said.

const RATE = 24_000;
const TOOL = {
  type: "function", name: "get_weather", description: "The weather in a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const VAD = { type: "server_vad", silence_duration_ms: 1000 };

async function takeTurn(kind, socket, speak) {
  const heard = { words: [], user: [], cities: [], audio_ms: 0, interruptions: 0 };
  const waiting = [];
  let onFirstAudio = null;
  let fail;
  const failed = new Promise((_, reject) => { fail = reject; });

  const send = (event) => socket.send(JSON.stringify(event));
  const next = (type) => new Promise((resolve) => waiting.push({ type, resolve }));
  const update = (session) => send({ type: "session.update", session: { type: "realtime", ...session } });
  const hearing = (turn_detection) => ({
    input: { format: { type: "audio/pcm", rate: RATE }, transcription: { model: "gpt-4o-transcribe" }, turn_detection },
    output: { voice: "marin" },
  });
  const answer = (item) => {
    send({ type: "conversation.item.create", item });
    send({ type: "response.create" });
  };
  const ask = (text) => answer({ type: "message", role: "user", content: [{ type: "input_text", text }] });

  socket.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "response.output_text.done") heard.words.push(event.text);
    if (event.type === "response.output_audio_transcript.done") heard.words.push(event.transcript);
    if (event.type === "conversation.item.input_audio_transcription.completed") heard.user.push(event.transcript);
    if (event.type === "response.output_audio.delta") {
      heard.audio_ms += (atob(event.delta).length / 2 / RATE) * 1000;
      if (onFirstAudio) onFirstAudio();
      onFirstAudio = null;
    }
    if (event.type === "response.function_call_arguments.done") {
      heard.cities.push(JSON.parse(event.arguments).city);
    }
    if (event.type === "response.done") {
      heard.interruptions += event.response.status === "cancelled";
      for (const item of event.response.output) {
        if (item.type !== "function_call") continue;
        answer({ type: "function_call_output", call_id: item.call_id, output: '{"sky":"blue as a plum"}' });
        return;
      }
    }
    if (event.type === "error") fail(new Error(event.error.message));
    for (const wanted of waiting.splice(0)) {
      if (event.type === wanted.type) wanted.resolve(event);
      else waiting.push(wanted);
    }
  };

  const turns = {
    async text() {
      update({ output_modalities: ["text"] });
      ask("Say hello to the harbour.");
      await next("response.done");
    },
    async voice_vad() {
      update({ audio: hearing(VAD) });
      await Promise.all([
        next("response.done"), next("conversation.item.input_audio_transcription.completed"), speak(send)]);
    },
    async voice_manual() {
      update({ audio: hearing(null) });
      await speak(send);
      send({ type: "input_audio_buffer.commit" });
      send({ type: "response.create" });
      await Promise.all([next("response.done"), next("conversation.item.input_audio_transcription.completed")]);
    },
    async tool() {
      update({ output_modalities: ["text"], tools: [TOOL], tool_choice: "auto" });
      ask('call get_weather {"city":"Paris"}');
      await next("response.done");
    },
    async interruption() {
      update({ audio: hearing(VAD) });
      const speaking = new Promise((done) => { onFirstAudio = () => done(speak(send)); });
      ask("count to 200");
      await next("response.done");
      await Promise.all([next("response.done"), speaking]);
    },
    async update() {
      for (const name of ["the harbour master", "a lighthouse keeper"]) {
        update({ output_modalities: ["text"], instructions: `You are ${name}.` });
        ask("what are your instructions?");
        await next("response.done");
      }
    },
  };
  await Promise.race([turns[kind](), failed]);
  return heard;
}

if (typeof module !== "undefined") module.exports = { takeTurn, RATE };
