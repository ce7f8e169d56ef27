// Drawing a rectangle with a finger or a mouse, where a tap alone would place a square.
"use strict";

for (const photo of document.querySelectorAll("input.touch")) {
  let start = null;
  const at = (event) => {
    const box = photo.getBoundingClientRect();
    const scale = 1000 / box.width;
    return [Math.round((event.clientX - box.left) * scale), Math.round((event.clientY - box.top) * scale)];
  };
  photo.addEventListener("pointerdown", (event) => {
    start = at(event);
    photo.setPointerCapture(event.pointerId);
  });
  photo.addEventListener("dragstart", (event) => event.preventDefault());
  photo.addEventListener("pointerup", (event) => {
    if (!start) return;
    const end = at(event);
    const left = Math.max(0, Math.min(start[0], end[0]));
    const top = Math.max(0, Math.min(start[1], end[1]));
    const width = Math.max(start[0], end[0]) - left;
    const height = Math.max(start[1], end[1]) - top;
    start = null;
    if (width > 20 && height > 20) {
      photo.form.elements.trait.value = [left, top, width, height].join(".");
    }
  });
}
