// What came of adding: a sentence, and the files that were not added or are out of reach, each with the reason.

import { announce, find, make } from "./dom.js";
import { server } from "./host.js";
import { refresh } from "./overview.js";
import { unreadWords } from "./words.js";

let refused = []; // by this page, before the server heard of them

export function refuse(files) {
  refused.push(...files);
}

export function clearOutcome() {
  refused = [];
  find("outcome-words").textContent = "";
}

export function sum(summary) {
  find("outcome-words").textContent = summary;
  announce([summary, find("failure-count").textContent].filter(Boolean).join(" "));
  showOutcome();
}

export function showOutcome() {
  const isEmpty = !find("outcome-words").textContent && find("failures").hidden && !find("removed").children.length;
  find("outcome").hidden = isEmpty;
}

// `html`: the items of those that the server could not add.
export function showFailures(html) {
  const list = find("failure-list");
  const known = html + JSON.stringify(refused);
  if (list.dataset.known !== known) {
    list.dataset.known = known;
    list.innerHTML = html;
    list.prepend(...refused.map(refusedItem));
    find("failures").open = true;
  }
  find("failures").hidden = list.children.length === 0;
  const kept = list.querySelectorAll(".kept").length;
  find("failure-count").textContent = unreadWords(list.children.length - kept, kept > 0);
  showOutcome();
}

function refusedItem({ name, reason }) {
  const item = make("li");
  item.append(make("bdi", "file", name), " ", make("span", "reason", reason));
  return item;
}

async function dismiss() {
  clearOutcome();
  await server.dismiss({});
  refresh();
  find("files").focus();
}

export function startOutcome() {
  find("dismiss").addEventListener("click", dismiss);
}
