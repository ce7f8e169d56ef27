// Speaking to the practice ground, and telling the visitor when it refuses.

const SHOWN_MS = 6000;
let hiding = 0;

/** Do something on the ground; its answer as an object, or null when it refused (and said so). */
export async function act(path, body) {
  const raw = body instanceof Blob;
  try {
    const answer = await fetch(`/terrain/${path}`, { method: "POST", body: raw ? body : JSON.stringify(body) });
    const said = await answer.json();
    if (answer.ok) return said;
    say(said.erreur);
  } catch {
    say("Le terrain n'a pas répondu comme prévu. Regardez le journal du programme.");
  }
  return null;
}

/** A line at the foot of the page, for a while. */
export function say(words) {
  const notice = document.getElementById("notice");
  notice.textContent = words;
  notice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (notice.hidden = true), SHOWN_MS);
}

/** An element with a class, and children (texts or elements). */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A copy of a template's first element. */
export function copy(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}
