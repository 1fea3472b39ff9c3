/* Copies one mono input in chunks of 1024 samples (64 ms at 16 kHz) to the page, with the frame at which each chunk ends. */
class ChunkTap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunk = new Float32Array(1024);
    this.filled = 0;
    this.open = true;
    this.port.onmessage = () => { this.open = false; };
  }

  process(inputs) {
    const channel = inputs[0]?.[0];
    const length = channel?.length ?? 128;
    for (let at = 0; at < length; at += 1) {
      this.chunk[this.filled] = channel === undefined ? 0 : channel[at];
      this.filled += 1;
      if (this.filled === this.chunk.length) {
        this.port.postMessage({ samples: this.chunk, endFrame: currentFrame + at + 1 }, [this.chunk.buffer]);
        this.chunk = new Float32Array(1024);
        this.filled = 0;
      }
    }
    return this.open;
  }
}
registerProcessor('chunk-tap', ChunkTap);
