// A text and its Telegram entities as elements: never as HTML source, so nothing can slip in.

import { make } from "./ground.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const SAFE_LINK = /^(https?|tg|mailto|tel):/i;

/** The nodes of `text`; offsets are in UTF-16 units, as both Telegram and JavaScript count. */
export function richText(text, entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length);
}

function between(text, entities, start, end) {
  const nodes = [];
  let at = start;
  for (let rank = 0; rank < entities.length; rank += 1) {
    const entity = entities[rank];
    if (entity.offset < at) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(rank + 1).filter((other) => other.offset + other.length <= stop);
    nodes.push(text.slice(at, entity.offset), wrap(entity, text, inner, stop));
    at = stop;
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, text, inner, stop) {
  const children = between(text, inner, entity.offset, stop);
  if (entity.type === "text_link" && SAFE_LINK.test(entity.url)) return link(entity.url, children);
  if (entity.type === "spoiler") return make("span", "spoiler", ...children);
  if (entity.type === "bot_command") return make("span", "command", ...children);
  return make(TAGS[entity.type] ?? "span", "", ...children);
}

/** A link that opens in a tab of its own. */
export function link(url, children, className = "") {
  const anchor = make("a", className, ...children);
  anchor.href = url;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}
