// The button that copies a quote with its citation.

import { announce } from "./dom.js";

const shownFor = 1600; // milliseconds, time to read a word or two

export async function copyQuote(button) {
  const words = button.querySelector(".said");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = "Copied";
    announce("Copied.");
  } catch {
    words.textContent = "Not copied";
    announce("Your browser did not allow copying.");
  }
  setTimeout(() => (words.textContent = "Copy"), shownFor);
}
