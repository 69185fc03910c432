// What the page says in the language it is in, its entries handed over in the page (ui/words); numbers, months, scopes.

import { find } from "./dom.js";

let entries = null;

export const language = () => find("quoth").lang;

// The sentence of `key` with its values in it; of two sentences, `one` and `other`, the one for `count`.
export function say(key, values = {}) {
  entries ||= JSON.parse(find("quoth").dataset.words);
  const entry = entries[key];
  const isOne = values.count === 1 && entry.one !== undefined;
  const sentence = typeof entry === "string" ? entry : entry[isOne ? "one" : "other"];
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString("en") : value; // thousands apart, in both languages
  });
}

// A day, month or year as it was typed, a month in words.
export function monthWords(time) {
  const month = /^(\d{4})-(\d{2})$/.exec(time);
  if (!month) return time;
  const first = new Date(Number(month[1]), Number(month[2]) - 1, 1);
  return first.toLocaleDateString(language(), { month: "long", year: "numeric" });
}

// Which documents are asked, or were; empty where all are.
export function scopeWords(scope, documentCount, isPast = false) {
  const words = scopeOnly(scope, documentCount);
  return words && say(isPast ? "asked" : "asking", { scope: words });
}

function scopeOnly({ documents, tags, since, until }, count) {
  const limits = [];
  if (tags.length) limits.push(say("tagged_as", { tags: tags.join(say("or")) }));
  if (since || until) limits.push(say("dated", { time: timeWords(since, until) }));
  const both = limits.length === 2 ? say("both", { one: limits[0], other: limits[1] }) : limits.join("");
  if (!documents.length) return both && say("limited", { limits: both });
  const ticked = say("ticked", { ticked: documents.length, count });
  return both ? say("ticked_if", { ticked, limits: both }) : ticked;
}

function timeWords(since, until) {
  if (!until) return say("since", { month: monthWords(since) });
  if (!since) return say("until", { month: monthWords(until) });
  return since === until ? monthWords(since) : say("between", { since: monthWords(since), until: monthWords(until) });
}

// How many questions are answered before one; empty for one that is being read.
export function waitWords(count) {
  return count ? say("before", { count }) : "";
}

// The files that were not added, and whether some are out of reach, whose documents are kept.
export function unreadWords(count, isSomeKept) {
  if (!count) return isSomeKept ? say("out_of_reach") : "";
  const unread = say("not_added", { count });
  return isSomeKept ? say("not_added_some_kept", { unread }) : unread;
}

// The tags in what was typed, which commas part.
export function tagsTyped(text) {
  return text.split(/[,\uff0c\u3001]/).map((tag) => tag.trim()).filter(Boolean);
}

// What was typed into the filter, as the words that a document has to contain.
export function filterWords(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
