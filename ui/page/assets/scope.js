// Which documents a question is asked of: the ticked ones, those with a tag, those of a time.

const ticked = new Set();
const chosenTags = new Set();

function scopeAsked() {
  return { documents: [...ticked], tags: [...chosenTags], since: find("since").value, until: find("until").value };
}

function monthWords(month) {
  const found = /^(\d{4})-(\d{2})$/.exec(month);
  if (!found) return month;
  const day = new Date(Number(found[1]), Number(found[2]) - 1, 1);
  return day.toLocaleDateString("en", { month: "long", year: "numeric" });
}

function scopeWords() {
  const { documents, tags, since, until } = scopeAsked();
  const said = [];
  if (documents.length) said.push(documents.length + " of " + counted(documentCount, "document"));
  else if (tags.length || since || until) said.push("documents");
  if (tags.length) said.push("tagged " + tags.join(" or "));
  if (since && since === until) said.push("of " + monthWords(since));
  else if (since) said.push("from " + monthWords(since));
  if (until && since !== until) said.push((since ? "to " : "until ") + monthWords(until));
  return said.length ? "Asking only " + said.join(" · ") : "";
}

function showScope() {
  const words = scopeWords();
  find("scope").hidden = !words;
  find("scope-words").textContent = words;
  find("tag-choices").hidden = !find("tag-choices").children.length;
}

function showTags(html) {
  const choices = find("tag-choices");
  if (choices.dataset.html !== html) {
    choices.dataset.html = html;
    choices.innerHTML = html;
    const known = [...choices.querySelectorAll(".tag")].map((button) => button.dataset.tag);
    for (const tag of [...chosenTags]) if (!known.includes(tag)) chosenTags.delete(tag);
    find("known-tags").replaceChildren(...known.map((tag) => new Option(tag, tag)));
  }
  pressTags();
}

function pressTags() {
  for (const button of find("tag-choices").querySelectorAll(".tag")) {
    button.setAttribute("aria-pressed", String(chosenTags.has(button.dataset.tag)));
  }
}

function toggleTag(button) {
  const tag = button.dataset.tag;
  if (!chosenTags.delete(tag)) chosenTags.add(tag);
  pressTags();
  showScope();
  announce(scopeWords() || "Asking all documents.");
}

function toggleRestrict(shown) {
  find("restrict").hidden = !shown;
  find("open-restrict").setAttribute("aria-expanded", String(shown));
}

function askAll() {
  ticked.clear();
  chosenTags.clear();
  find("since").value = find("until").value = "";
  keepTicks();
  pressTags();
  showScope();
  announce("Asking all documents.");
  questionBox.focus();
}

function startScope() {
  find("open-restrict").addEventListener("click", () => toggleRestrict(find("restrict").hidden));
  find("restrict").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    toggleRestrict(false);
    find("open-restrict").focus();
  });
  for (const id of ["since", "until"]) find(id).addEventListener("change", showScope);
  find("ask-all").addEventListener("click", askAll);
}
