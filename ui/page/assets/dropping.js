// What is dropped on the page or chosen: the files in it, folders walked, each with its path in them.

const notOurs = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/; // what a folder holds for itself

// Entries have to be asked for before the first await; the browser forgets them then.
async function filesDropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const waiting = items.map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null)).filter(Boolean);
  if (!waiting.length) return { files: [...transfer.files].map((file) => ({ file, name: file.name })), unread: [] };
  const files = [];
  const unread = [];
  for (let at = 0; at < waiting.length; at++) {
    const entry = waiting[at];
    const name = entry.fullPath.replace(/^\//, "");
    try {
      if (entry.isFile) files.push({ file: await new Promise((yes, no) => entry.file(yes, no)), name });
      else waiting.push(...(await entriesIn(entry)));
    } catch (error) {
      unread.push({ name, reason: "The browser cannot open it." });
    }
  }
  return { files, unread };
}

// A folder tells a hundred entries at a time.
async function entriesIn(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return found;
    found.push(...some.filter((entry) => !notOurs.test(entry.name)));
  }
}

function filesChosen(list) {
  return [...list]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ file, name }) => name === file.name || !name.split("/").slice(1).some((part) => notOurs.test(part)));
}

function startDropping() {
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  quoth.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.add("dropping");
  });
  quoth.addEventListener("dragleave", (event) => {
    if (!quoth.contains(event.relatedTarget)) quoth.classList.remove("dropping");
  });
  quoth.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    quoth.classList.remove("dropping");
    const { files, unread } = await filesDropped(event.dataTransfer);
    addFiles(files, unread);
  });
}
