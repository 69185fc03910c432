// The files in what was dropped or chosen: folders walked, each file with its path in them.

import { say } from "./words.js";

const notOurs = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/; // what a folder holds for itself

// `{ files: [{ file, name }], unread: [{ name, reason }] }` for the DataTransfer of a drop.
// Entries have to be asked for before the first await; the browser forgets them then.
export async function filesDropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const waiting = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!waiting.length) return { files: [...transfer.files].map((file) => ({ file, name: file.name })), unread: [] };
  const files = [];
  const unread = [];
  for (const entry of waiting) {
    const name = entry.fullPath.replace(/^\//, "");
    try {
      if (entry.isFile) files.push({ file: await new Promise((yes, no) => entry.file(yes, no)), name });
      else waiting.push(...(await entriesIn(entry))); // walked in their turn
    } catch {
      unread.push({ name, reason: say("not_readable") });
    }
  }
  return { files, unread };
}

// A folder gives a hundred entries at a time.
async function entriesIn(folder) {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return entries;
    entries.push(...some.filter((entry) => !notOurs.test(entry.name)));
  }
}

// The files of a chosen folder without what is hidden in it; files chosen one by one are all taken.
export function filesChosen(list) {
  return [...list]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ name }) => !name.split("/").slice(1).some((part) => notOurs.test(part)));
}
