// One message as a bubble: who, what, when, and the buttons under it.

import { make } from "./ground.js";
import { link, richText } from "./richtext.js";

const HOUR = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", weekday: "long", day: "numeric", month: "long" });

/** The day of a message, in Paris. */
export function dayOf(message) {
  return DAY.format(new Date(message.date * 1000));
}

/** A message as an element; `press(button)` is called when one of its buttons is pressed, and
 * `correct()` when its author wants to change it (null where nobody may). */
export function bubble(message, { mine, group, generation, press, correct }) {
  if (isService(message)) return make("p", "service", serviceWords(message));
  const row = make("div", `row ${mine ? "mine" : "theirs"}`);
  const box = make("div", "bubble");
  if (group && !mine) box.append(make("p", "author", message.from.first_name));
  if (message.photo) box.append(picture(message, generation));
  const foot = make("p", "foot", stamp(message));
  if (correct) foot.prepend(pencil(correct));
  box.append(words(message), foot);
  row.append(make("span", "sr", `${mine ? "Vous" : message.from.first_name} : `), box);
  if (message.keyboard.length) row.append(buttons(message, press));
  return row;
}

function isService(message) {
  return !(message.text || message.photo || message.location || message.document) && !isOther(message);
}

function isOther(message) {
  return /^<(message vocal|autocollant|contact|sondage)>/.test(message.description);
}

function serviceWords(message) {
  const said = message.description.replace(/^<|>$/g, "");
  return said === "arrivée" ? "Le bot rejoint le groupe" : said;
}

function words(message) {
  // Telegram's own clients hide the code that an invitation link carries.
  const text = message.text.replace(/^(\/start)(@\w+)? \S+$/, "$1");
  const body = make("p", "words", ...richText(text, message.entities));
  if (message.location) body.append(...position(message.location));
  if (message.document || isOther(message)) body.prepend(message.description.replace(/^<|>$/g, ""));
  return body;
}

function position({ latitude, longitude }) {
  const place = `${latitude.toFixed(4).replace(".", ",")} ; ${longitude.toFixed(4).replace(".", ",")}`;
  return ["📍 Position", make("br"), make("span", "dim", place)];
}

function picture(message, generation) {
  const image = make("img", "photo");
  // After « effacer et recommencer » the same number is another picture.
  image.src = `/sim/photo/${message.photo}?g=${generation}`;
  image.alt = "Photo envoyée";
  image.width = 1280;
  image.height = 960;
  return image;
}

function pencil(correct) {
  const made = make("button", "pencil", "✏️");
  made.type = "button";
  made.title = "Modifier ce message";
  made.setAttribute("aria-label", "Modifier ce message");
  made.addEventListener("click", correct);
  return made;
}

function stamp(message) {
  const hour = HOUR.format(new Date(message.date * 1000));
  return make("span", "stamp", message.edited ? `modifié ${hour}` : hour);
}

function buttons(message, press) {
  const grid = make("div", "buttons");
  grid.setAttribute("role", "group");
  grid.setAttribute("aria-label", "Réponses");
  for (const row of message.keyboard) {
    grid.append(make("div", "button-row", ...row.map((button) => oneButton(button, press))));
  }
  return grid;
}

function oneButton(button, press) {
  if (button.url) return link(button.url, [`${button.label} ↗`], "key");
  const made = make("button", "key", button.label);
  made.type = "button";
  made.dataset.press = button.data;
  made.addEventListener("click", () => {
    made.classList.add("pressed");
    press(button);
  });
  return made;
}
