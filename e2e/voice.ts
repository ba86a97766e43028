/** A voice that writes down what it is given, and says each part at once. */
export function recordVoice(): void {
  const spoken: [string, string][] = [];
  Object.assign(window, { spoken });
  const queue: SpeechSynthesisUtterance[] = [];
  const voice = {
    speak: (utterance: SpeechSynthesisUtterance) => {
      queue.push(utterance);
      setTimeout(() => {
        const next = queue.shift();
        // One that is held says its first words and goes on saying them.
        if (!next || ((window as { held?: boolean }).held && spoken.length)) return;
        next.onstart?.(new Event("start") as SpeechSynthesisEvent);
        spoken.push([next.lang, next.text]);
        if ((window as { silent?: boolean }).silent || (window as { held?: boolean }).held) return;
        next.onend?.(new Event("end") as SpeechSynthesisEvent);
      }, 5);
    },
    cancel: () => queue.splice(0),
  };
  Object.defineProperty(window, "speechSynthesis", { value: voice, configurable: true });
}
