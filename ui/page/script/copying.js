// The button that copies a quote with its citation.

import { announce } from "./dom.js";
import { say } from "./words.js";

const shownFor = 1600; // milliseconds, time to read a word or two

export async function copyQuote(button) {
  const words = button.querySelector(".said");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = say("copied");
    announce(say("copied_said"));
  } catch {
    words.textContent = say("not_copied");
    announce(say("copying_not_allowed"));
  }
  setTimeout(() => (words.textContent = say("copy")), shownFor);
}
