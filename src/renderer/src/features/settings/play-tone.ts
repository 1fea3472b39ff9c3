/** Two short tones on the chosen earpiece, quiet, to hear that it is the right one. */
export async function playTone(speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  if (speakerId !== null && 'setSinkId' in context && typeof context.setSinkId === 'function') await context.setSinkId(speakerId);
  const gain = context.createGain();
  gain.gain.value = 0.12;
  gain.connect(context.destination);
  for (const [at, pitch] of [
    [0, 660],
    [0.18, 880],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.14);
  }
  await new Promise((resolve) => window.setTimeout(resolve, 600));
  await context.close();
}
