// A list drawn anew where it has changed, so that focus and ticks stay where they are.

// `list` becomes the items of `html`, known by their data-id; an item whose HTML is the same stays the element it is.
export function patchList(list, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const known = new Map([...list.children].map((item) => [item.dataset.id, item]));
  let next = list.firstElementChild;
  for (const item of Array.from(fresh.content.children)) {
    const old = known.get(item.dataset.id);
    known.delete(item.dataset.id);
    item.source = item.outerHTML;
    const kept = old && old.source === item.source ? old : item;
    if (old && kept !== old) {
      if (old === next) next = item;
      replaceHeld(old, item);
    }
    if (kept === next) next = next.nextElementSibling;
    else list.insertBefore(kept, next);
  }
  for (const gone of known.values()) gone.remove();
}

function replaceHeld(old, item) {
  const held = old.contains(document.activeElement) && document.activeElement.className;
  old.replaceWith(item);
  if (held) item.getElementsByClassName(held)[0]?.focus();
}
