// Numbers, months and the scope of a question in words.

export function counted(number, thing) {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

// A day, month or year as it was typed, a month in words.
export function monthWords(time) {
  const month = /^(\d{4})-(\d{2})$/.exec(time);
  if (!month) return time;
  const first = new Date(Number(month[1]), Number(month[2]) - 1, 1);
  return first.toLocaleDateString("en", { month: "long", year: "numeric" });
}

// Which documents are asked; empty where all are.
export function scopeWords({ documents, tags, since, until }, documentCount) {
  const limits = [];
  if (tags.length) limits.push(`tagged ${tags.join(" or ")}`);
  if (since || until) limits.push(`dated ${timeWords(since, until)}`);
  if (!documents.length) return limits.length ? `Asking only documents ${limits.join(" and ")}` : "";
  const ticked = `Asking only ${documents.length.toLocaleString("en")} of ${counted(documentCount, "document")}`;
  return limits.length ? `${ticked}, if ${limits.join(" and ")}` : ticked;
}

function timeWords(since, until) {
  if (!until) return `${monthWords(since)} or later`;
  if (!since) return `${monthWords(until)} or earlier`;
  return since === until ? monthWords(since) : `${monthWords(since)} to ${monthWords(until)}`;
}

// How many questions are answered before one; empty for one that is being read.
export function waitWords(before) {
  return before ? `${counted(before, "question")} before yours` : "";
}

// The files that were not added, and whether some are out of reach, whose documents are kept.
export function unreadWords(count, isSomeKept) {
  if (!count) return isSomeKept ? "Some files are out of reach; their documents are kept" : "";
  const notAdded = `${counted(count, "file")} ${count === 1 ? "was" : "were"} not added`;
  return isSomeKept ? `${notAdded}; others are out of reach, and their documents are kept` : notAdded;
}

// The tags in what was typed, which commas part.
export function tagsTyped(text) {
  return text.split(",").map((tag) => tag.trim()).filter(Boolean);
}

// What was typed into the filter, as the words that a document has to contain.
export function filterWords(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
