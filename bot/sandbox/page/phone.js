// A pane that is a chat: the log, the field, the clip and the permanent keyboard.

import { bubble, dayOf } from "./bubbles.js";
import { act, copy, make, say } from "./ground.js";
import { smaller } from "./photo.js";

const NEAR_THE_END = 140;
const TOAST_MS = 4500;
const ALERT_MS = 9000;

export class PhonePane {
  constructor(seat, generation) {
    this.key = seat.key;
    this.person = seat.person;
    this.group = seat.group;
    this.generation = generation;
    this.shortTitle = seat.title.split(/[,:]/)[0].trim();
    this.root = copy("phone-template");
    this.bubbles = new Map();
    this.answers = seat.answers.length;
    this.keyboard = "[]";
    this.editing = null;
    this.furnished = false;
    this.lastDay = "";
    this.onNews = () => {};
    this.#name(seat);
    this.#listen();
  }

  show(seat) {
    const log = this.#part(".log");
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
    const isNew = this.#messages(seat.messages);
    this.#pin(seat.messages.find((message) => message.message_id === seat.pinned));
    this.#keys(seat.keyboard);
    if (atEnd || isNew) log.scrollTop = log.scrollHeight;
    if (isNew && this.furnished) this.onNews();
    this.furnished = true;
    this.#toasts(seat.answers);
  }

  #part(selector) {
    return this.root.querySelector(selector);
  }

  #name(seat) {
    const title = make("h2", "pane-title", seat.title);
    title.id = `titre-${seat.key}`;
    this.root.prepend(title);
    this.root.id = seat.key;
    this.root.classList.toggle("group", seat.group);
    this.root.setAttribute("aria-labelledby", title.id);
    this.#part(".face").textContent = seat.group ? "💡" : "📒";
    this.#part(".name").textContent = seat.name;
    this.#part(".hint").textContent = seat.group ? "groupe du service" : "bot";
    this.#part(".log").setAttribute("aria-label", `Messages : ${seat.title}`);
    this.#part(".text").setAttribute("aria-label", `Écrire : ${seat.title}`);
    if (seat.group) this.#part(".text").placeholder = "Message d'un agent du service";
  }

  #listen() {
    this.#part(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      const texte = this.#take();
      if (!texte) return;
      if (this.editing === null) this.#do("ecrire", { texte });
      else this.#do("modifier", { message: this.editing, texte });
      this.#edit(null);
    });
    this.#part(".keep").addEventListener("click", () => {
      this.#take();
      this.#edit(null);
    });
    this.#part(".clip-menu").addEventListener("click", (event) => this.#attach(event.target.dataset.clip));
    this.#part(".file").addEventListener("change", (event) => this.#sendFile(event.target));
  }

  /** What is written in the field, which is then empty. */
  #take() {
    const field = this.#part(".text");
    const written = field.value.trim();
    field.value = "";
    return written;
  }

  /** Correct one of one's own messages, or nothing any more (null). */
  #edit(message) {
    this.editing = message?.message_id ?? null;
    const banner = this.#part(".editing");
    banner.hidden = !message;
    if (!message) return;
    banner.querySelector("span").textContent = `✏️ ${message.text || "Légende de la photo"}`;
    this.#part(".text").value = message.text;
    this.#part(".text").focus();
  }

  #attach(what) {
    if (!what) return;
    this.#part(".clip").open = false;
    this.#part(".clip summary").focus();
    if (what === "fichier") this.#part(".file").click();
    else if (what === "lampadaire") this.#photo("exemple=1&", {});
    else this.#do("position", { loin: what === "loin" });
  }

  /** What is already written goes under the photo, as its caption. */
  #photo(query, body) {
    this.#edit(null);
    return this.#do(`photo?${query}legende=${encodeURIComponent(this.#take())}`, body);
  }

  async #sendFile(field) {
    const [file] = field.files;
    field.value = "";
    if (!file) return;
    if (file.size) this.#photo("", await smaller(file));
    else say("Cette photo est vide.");
  }

  #do(deed, body) {
    return act(`telephones/${this.key}/${deed}`, body);
  }

  /** Bring the log to what it should be; true when a message was added. */
  #messages(messages) {
    const log = this.#part(".log");
    let isNew = false;
    for (const message of messages) {
      const known = this.bubbles.get(message.message_id);
      const written = JSON.stringify(message);
      if (known?.written !== written) {
        const element = this.#bubble(message);
        if (known) replace(known.element, element);
        else log.append(...(dayOf(message) === this.lastDay ? [] : [make("p", "day", dayOf(message))]), element);
        this.lastDay = known ? this.lastDay : dayOf(message);
        this.bubbles.set(message.message_id, { element, written });
        isNew ||= !known;
      }
    }
    this.#forget(messages);
    return isNew;
  }

  /** What is pinned stands above the log, as it now reads. */
  #pin(message) {
    const pin = this.#part(".pin");
    pin.hidden = !message;
    pin.textContent = message ? message.text : "";
  }

  #bubble(message) {
    const isMine = message.from.id === this.person;
    return bubble(message, {
      mine: isMine,
      group: this.group,
      generation: this.generation,
      correct: isMine && (message.photo || message.text) && !message.text.startsWith("/") ? () => this.#edit(message) : null,
      press: (button) => this.#do("toucher", { message: message.message_id, donnees: button.data }),
    });
  }

  #forget(messages) {
    const kept = new Set(messages.map((message) => message.message_id));
    for (const [number, known] of this.bubbles) {
      if (kept.has(number)) continue;
      known.element.remove();
      this.bubbles.delete(number);
    }
  }

  #keys(rows) {
    const written = JSON.stringify(rows);
    if (written === this.keyboard) return;
    this.keyboard = written;
    const keys = this.#part(".keys");
    keys.hidden = rows.length === 0;
    keys.replaceChildren(...rows.flat().map((cell) => this.#key(cell)));
  }

  #key(cell) {
    const made = make("button", "key", cell.text);
    made.type = "button";
    made.addEventListener("click", () => {
      if (cell.request_location) this.#do("position", { loin: false });
      else this.#do("ecrire", { texte: cell.text });
    });
    return made;
  }

  #toasts(answers) {
    const fresh = answers.slice(this.answers);
    this.answers = answers.length;
    if (!fresh.length) return;
    const { text, alert } = fresh.at(-1);
    const toast = this.#part(".toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => (toast.hidden = true), alert ? ALERT_MS : TOAST_MS);
  }
}

/** Put the new card where the old one was; the keyboard's user stays on the button pressed. */
function replace(before, after) {
  const held = before.contains(document.activeElement) ? document.activeElement : null;
  const rank = [...before.querySelectorAll(".key")].indexOf(held);
  before.replaceWith(after);
  if (!held) return;
  const keys = [...after.querySelectorAll(".key")];
  const same = keys.find((key) => name(key) === name(held));
  const next = same ?? keys[Math.min(Math.max(rank, 0), keys.length - 1)];
  (next ?? after.closest(".log")).focus({ preventScroll: true });
}

/** A button's label without the count or the mark that a press adds. */
function name(key) {
  return key.textContent.replace(/^✔️ /, "").replace(/ · \d+$/, "");
}
