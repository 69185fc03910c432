// What the server says of the library and of the work on it, asked for again and again; the parts of the page that show it.

import { find } from "./dom.js";
import { server, wordsOf } from "./host.js";
import { say } from "./words.js";

export const pauses = { working: 600, unsettled: 2000, resting: 15000 }; // milliseconds

let showing = [];
let timer = 0;
let stamp = "";
let count = 0;
let isExpected = false;

export const documentCount = () => count;

// Whether this page has begun or seen work that it has not seen the end of.
export const isWorkExpected = () => isExpected;

export function expectWork(state = true) {
  isExpected = state;
}

// Until the next look. Without questions to try, some may come soon.
export function pauseAfter(overview, isExpecting) {
  if (overview.busy || isExpecting) return pauses.working;
  return overview.examples.length ? pauses.resting : pauses.unsettled;
}

export async function refresh() {
  clearTimeout(timer);
  let pause = pauses.resting;
  try {
    const overview = await server.overview({ stamp });
    count = overview.count;
    for (const show of showing) show(overview);
    stamp = overview.stamp;
    pause = pauseAfter(overview, isExpected);
  } catch (error) {
    find("document-count").textContent = wordsOf(error, say("not_responding"));
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, pause);
}

// A tab that one comes back to looks at once.
export function startOverview(parts) {
  showing = parts;
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
  return refresh();
}
