// The mailbox: a list for each folder, and one letter read three ways.

import { copy, make } from "./ground.js";

const WHEN = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const NOTHING = {
  services: "Rien encore. Les alertes des services arrivent ici.",
  comite: "Rien encore. Le point hebdo arrive ici le lundi à 8 h.",
};

export class MailPane {
  constructor() {
    this.root = copy("mail-template");
    this.shortTitle = "Les courriels";
    this.folder = "services";
    this.view = "html";
    this.letters = null;
    this.open = null;
    this.seen = new Set();
    this.onNews = () => {};
    this.#listen();
  }

  show(letters) {
    if (this.letters?.length === letters.length && this.letters[0]?.id === letters[0]?.id) return;
    const known = new Set(this.letters?.map((one) => one.id));
    const fresh = this.letters === null ? [] : letters.filter((one) => !known.has(one.id));
    this.letters = letters;
    this.#list();
    if (!fresh.length) return;
    this.#part("#mail-news").textContent = `Nouveau courriel : ${fresh[0].subject}`;
    this.onNews();
  }

  #part(selector) {
    return this.root.querySelector(selector);
  }

  #all(selector) {
    return this.root.querySelectorAll(selector);
  }

  #listen() {
    for (const button of this.#all("[data-folder]")) {
      button.addEventListener("click", () => this.#choose(button.dataset.folder));
    }
    for (const button of this.#all("[data-view]")) {
      button.addEventListener("click", () => this.#read(button.dataset.view));
    }
    this.#part(".back").addEventListener("click", () => this.#close());
  }

  #choose(folder) {
    this.folder = folder;
    this.#close();
    this.#list();
  }

  #list() {
    for (const button of this.#all("[data-folder]")) {
      const unread = this.letters.filter((one) => one.folder === button.dataset.folder && !this.seen.has(one.id));
      button.setAttribute("aria-pressed", String(button.dataset.folder === this.folder));
      button.querySelector(".count").textContent = unread.length || "";
    }
    const shown = this.letters.filter((one) => one.folder === this.folder);
    this.#part(".letters ul").replaceChildren(...shown.map((one) => this.#line(one)));
    this.#part(".empty").textContent = shown.length ? "" : NOTHING[this.folder];
  }

  #line(letter) {
    const button = make(
      "button",
      this.seen.has(letter.id) ? "line" : "line unread",
      make("span", "line-to", `À ${letter.to}`),
      make("span", "line-subject", letter.subject),
      make("span", "line-when", WHEN.format(new Date(letter.date))),
    );
    button.type = "button";
    button.addEventListener("click", () => this.#open(letter));
    return make("li", "", button);
  }

  #open(letter) {
    this.open = letter;
    this.seen.add(letter.id);
    this.#list();
    this.#part(".letters").hidden = true;
    this.#part(".letter").hidden = false;
    this.#part("#letter-subject").textContent = letter.subject;
    const joined = letter.attachments.length ? ` · 📎 ${letter.attachments.join(", ")}` : "";
    const who = `De ${letter.sender}`;
    this.#part(".letter-who").replaceChildren(who, make("br"), `À ${letter.to}${joined}`);
    this.#part(".alone").href = `/terrain/courriels/${letter.id}/html`;
    this.#read(letter.html ? this.view : "texte");
    this.#part("#letter-subject").focus();
  }

  #close() {
    const open = this.open;
    this.open = null;
    this.#part(".letter").hidden = true;
    this.#part(".letters").hidden = false;
    if (open) this.#part(".line")?.focus();
  }

  async #read(view) {
    const { id } = this.open;
    this.view = view;
    for (const button of this.#all("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    const [paper, plain] = [this.#part(".paper"), this.#part(".plain")];
    paper.hidden = view !== "html";
    plain.hidden = view === "html";
    if (view === "html") {
      paper.src = `/terrain/courriels/${id}/html`;
      return;
    }
    const answer = await fetch(`/terrain/courriels/${id}/${view}`);
    if (this.open?.id === id && this.view === view) plain.textContent = await answer.text();
  }
}
