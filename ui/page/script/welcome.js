// The welcome, before the first question: questions to try, or what has to come first.

import { find, make } from "./dom.js";
import { say } from "./words.js";

export function showWelcome({ examples, count, progress }) {
  const list = find("examples");
  const known = JSON.stringify(examples);
  if (list.dataset.questions !== known) {
    list.dataset.questions = known;
    list.replaceChildren(...examples.map(exampleItem));
  }
  const waiting = progress ? say("being_read") : say("begin");
  find("promise").textContent = count ? "" : waiting;
}

function exampleItem(question) {
  const button = make("button", "example", question);
  button.type = "button";
  button.dir = "auto";
  const item = make("li");
  item.append(button);
  return item;
}
