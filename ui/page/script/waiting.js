// How long a question waits: others that come before it, counted until it is read itself.

import { announce } from "./dom.js";
import { server } from "./host.js";
import { waitWords } from "./words.js";

const pauses = { first: 400, next: 1000 }; // milliseconds; most questions are read at once and never say so

// Shows in `line` how many questions come before the one called `turn`, until what it gives back is called.
export function showWait(turn, line) {
  const reading = line.textContent;
  let timer = setTimeout(look, pauses.first);
  let isOver = false;
  let isTold = false;

  async function look() {
    try {
      const { before } = await server.waiting({ turn });
      if (isOver) return;
      line.textContent = waitWords(before) || reading;
      if (before && !isTold) announce(line.textContent);
      isTold = true;
    } catch {
      // The question's own call says what is wrong.
    }
    if (!isOver) timer = setTimeout(look, pauses.next);
  }

  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
