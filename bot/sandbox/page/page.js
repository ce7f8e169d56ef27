// The page's beginning: the ground's state as it changes, the clock, and the panes that show it.

import { act, say } from "./ground.js";
import { MailPane } from "./mail.js";
import { PhonePane } from "./phone.js";

const PARIS = { timeZone: "Europe/Paris" };
const DAY = new Intl.DateTimeFormat("fr-FR", { ...PARIS, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const HOUR = new Intl.DateTimeFormat("fr-FR", { ...PARIS, hour: "numeric", minute: "2-digit" });

const element = (id) => document.getElementById(id);
const panes = element("panes");
const clock = { shown: 0, read: 0 };
let generation = null;
let phones = new Map();
let mail = null;
let touched = false;

function show(state) {
  if (state.generation !== generation) {
    generation = state.generation;
    furnish(state);
  }
  clock.shown = Date.parse(state.clock);
  clock.read = performance.now();
  tick();
  touched = state.seats.some((seat) => seat.messages.some((one) => one.from.id === seat.person && !one.text.startsWith("/start")));
  for (const seat of state.seats) phones.get(seat.key).show(seat);
  mail.show(state.courriels);
}

function furnish(state) {
  phones = new Map(state.seats.map((seat) => [seat.key, new PhonePane(seat, generation)]));
  mail = new MailPane();
  const all = [...phones.values(), mail];
  panes.replaceChildren(...all.map((pane) => pane.root));
  element("tabs").replaceChildren(...all.map(makeTab));
  watch(all);
}

function makeTab(pane) {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.append(pane.shortTitle);
  tab.addEventListener("click", () => pane.root.scrollIntoView({ behavior: "instant", inline: "start", block: "nearest" }));
  pane.onNews = () => tab.classList.toggle("news", tab.getAttribute("aria-current") !== "true");
  pane.tab = tab;
  return tab;
}

// Below the width of all panes, tabs say which one is in sight and where something new waits.
let watcher = null;
function watch(all) {
  watcher?.disconnect();
  // The mailbox stands over the panes where there is room for it: what is under it is not in sight.
  const over = getComputedStyle(mail.root).position === "sticky";
  mail.tab.hidden = over;
  const cover = over ? mail.root.offsetWidth : 0;
  watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const pane = all.find((one) => one.root === entry.target);
        pane.tab.setAttribute("aria-current", String(entry.isIntersecting));
        if (entry.isIntersecting) pane.tab.classList.remove("news");
      }
    },
    { root: panes, threshold: 0.6, rootMargin: `0px -${cover}px 0px 0px` },
  );
  for (const pane of all) if (!over || pane !== mail) watcher.observe(pane.root);
}

function tick() {
  const now = new Date(clock.shown + performance.now() - clock.read);
  element("day").textContent = DAY.format(now);
  element("hour").textContent = HOUR.format(now).replace(":", " h ");
}

async function moveClock(button, path, body) {
  const buttons = document.querySelectorAll(".clock button");
  for (const one of buttons) one.disabled = true;
  const state = await act(path, body);
  for (const one of buttons) one.disabled = false;
  button.focus();
  if (state) show(state);
}

function listen() {
  const stream = new EventSource("/terrain/flux");
  stream.addEventListener("message", (event) => {
    element("link-lost").hidden = true;
    show(JSON.parse(event.data));
  });
  stream.addEventListener("error", () => {
    element("link-lost").hidden = false;
    // A refused connection is tried again by the browser; a closed one has to be by the page.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
}

element("hour-later").addEventListener("click", (event) => moveClock(event.target, "horloge", { avance: 3600 }));
element("monday").addEventListener("click", (event) => moveClock(event.target, "horloge", { vers: "lundi-8h" }));
const WEEKS = 8;
/** Nothing is asked of who has nothing to lose. */
function ask(weeks) {
  const lived = weeks > 0;
  if (lived && !touched) return again(weeks);
  element("confirm").dataset.weeks = weeks;
  element("confirm-lived").hidden = !lived;
  element("confirm-title").textContent = lived ? "Recommencer, huit semaines plus tard ?" : "Effacer et recommencer ?";
  element("confirm-yes").textContent = lived ? "Vivre huit semaines" : "Effacer et recommencer";
  element("confirm").showModal();
}
element("erase").addEventListener("click", () => ask(0));
element("lived").addEventListener("click", () => ask(WEEKS));
element("confirm").addEventListener("close", (event) => {
  const wanted = event.target.returnValue === "oui";
  event.target.returnValue = "";
  if (wanted) again(Number(event.target.dataset.weeks));
});
async function again(weeks) {
  const button = element(weeks ? "lived" : "erase");
  const label = button.textContent;
  if (weeks) button.textContent = "huit semaines se vivent…";
  await moveClock(button, "recommencer", { semaines: weeks });
  button.textContent = label;
}
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
window.addEventListener("unhandledrejection", () => say("Le terrain n'a pas répondu comme prévu. Regardez le journal du programme."));
window.addEventListener("resize", () => mail && watch([...phones.values(), mail]));
setInterval(tick, 1000);
listen();
