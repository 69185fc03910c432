// Files handed to the server a few at a time; what could not be handed over, and why.

import { say } from "./words.js";

const together = 3; // a browser keeps six connections to one host, and questions are asked meanwhile

// One round of files. `send` uploads a file and resolves to its place on the server; `onStep` hears of every file.
export class Round {
  constructor(files, send, onStep = () => {}) {
    Object.assign(this, { files, send, onStep, done: 0, isCancelled: false, refused: [] });
  }

  cancel() {
    this.isCancelled = true;
  }

  // The uploads, in the order of the files; none when it was cancelled.
  async run() {
    const uploads = [];
    const rest = this.files.entries();
    await Promise.all(Array.from({ length: together }, () => this.#takeSome(rest, uploads)));
    return this.isCancelled ? [] : uploads.filter(Boolean);
  }

  async #takeSome(rest, uploads) {
    for (const [place, { file, name }] of rest) {
      if (this.isCancelled) return;
      try {
        uploads[place] = { path: await this.send(file), name };
      } catch {
        this.refused.push({ name, reason: say("not_uploaded") });
      }
      this.done++;
      this.onStep(this);
    }
  }
}
