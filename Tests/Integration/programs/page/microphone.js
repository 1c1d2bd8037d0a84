// Gathers what the microphone hears into frames of 20 ms.
registerProcessor("microphone", class extends AudioWorkletProcessor {
  frame = new Int16Array(sampleRate / 50);
  filled = 0;

  process([[channel]]) {
    for (const sample of channel ?? []) {
      this.frame[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.filled < this.frame.length) continue;
      this.port.postMessage(this.frame.slice().buffer);
      this.filled = 0;
    }
    return true;
  }
});
