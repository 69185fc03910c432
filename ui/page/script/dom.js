// The parts of the page by id, new elements, and what a screen reader says.

export const find = (id) => document.getElementById(id);

export function make(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

export function announce(words) {
  find("announcer").textContent = words;
}
