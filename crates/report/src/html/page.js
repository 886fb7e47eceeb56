"use strict";
(() => {
  const contents = document.querySelector("nav details");
  if (matchMedia("screen and (max-width: 40rem)").matches) contents.open = false;
  addEventListener("beforeprint", () => { contents.open = true; });
  const svg = document.getElementById("lanes");
  if (!svg) return;
  const left = Number(svg.dataset.left), right = Number(svg.dataset.right);
  const first = Number(svg.dataset.start), last = Number(svg.dataset.end);
  const detail = document.getElementById("detail");
  const controls = document.querySelector(".controls");
  const ticks = svg.querySelector(".axis");
  const plots = [...document.querySelectorAll("svg.plot")];
  const movable = [svg, ...plots].flatMap((drawing) => [...drawing.querySelectorAll("[data-share]")]);
  let from = 0, to = 1;
  // As the page came: over days the time in minutes, and the day at midnight.
  const clock = (second) => {
    const iso = new Date(second * 1000).toISOString();
    return last - first < 86400 ? iso.slice(11, 19) : second % 86400 ? iso.slice(11, 16) : iso.slice(5, 10);
  };
  const place = (share) => left + ((share - from) / (to - from)) * (right - left);
  // Round instants of what is shown, nine at most; of the whole they are those that the page came with.
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 604800];
  const rounds = () => {
    const begin = first + from * (last - first), end = first + to * (last - first), span = end - begin;
    const step = steps.find((step) => Math.floor(span / step) <= 8) || Math.max(Math.floor(span / 8), 1);
    const found = [];
    for (let at = (Math.floor(begin / step) + 1) * step; at <= end && found.length < 9; at += step) found.push(at);
    return found;
  };
  // A mark is a time with the lines over it, which move together; there are as many as may be needed.
  const marksOf = (groups) => {
    const marks = groups.map((parts) => ({ parts, x: Number(parts.find((part) => part.localName === "text").getAttribute("x")) }));
    while (marks.length && marks.length < 9) {
      const parts = marks[0].parts.map((part) => {
        const copy = part.cloneNode(true);
        copy.setAttribute("visibility", "hidden");
        part.after(copy);
        return copy;
      });
      marks.push({ parts, x: marks[0].x });
    }
    return marks;
  };
  const lines = [...ticks.querySelectorAll("line")], texts = [...ticks.querySelectorAll("text")];
  const axis = marksOf(lines.map((line, n) => [line, texts[n]]));
  // Curves go behind a window as wide as the axis, and are stretched in it.
  const charts = plots.map((plot) => {
    const make = (name, attributes) => {
      const element = document.createElementNS(plot.namespaceURI, name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      return element;
    };
    const height = plot.viewBox.baseVal.height;
    const frame = make("svg", { x: left, y: 0, width: right - left, height, preserveAspectRatio: "none", "aria-hidden": true });
    const parts = [...plot.children].filter((part) => part.localName === "circle" || (part.localName === "polyline" && part.getAttribute("stroke")?.toLowerCase() === "#0072b2"));
    if (parts.length) parts[0].before(frame);
    for (const part of parts) part.setAttribute("vector-effect", "non-scaling-stroke");
    frame.append(...parts);
    // Grid lines, marks and times that stand over each other.
    const at = (part) => part.localName === "text" ? part.getAttribute("x") : part.localName === "line" ? part.getAttribute("x1") : part.getAttribute("points")?.split(",")[0];
    const isUpright = (part) => part.localName === "line" ? part.getAttribute("x1") === part.getAttribute("x2") : part.localName === "polyline" && new RegExp(`^${at(part)},\\d+ ${at(part)},\\d+ *$`).test(part.getAttribute("points"));
    const times = [...plot.children].filter((part) => part.localName === "text" && /^\s*\d\d[:-]\d\d(:\d\d)?\s*$/.test(part.textContent));
    const groups = times.map((text) => [text, ...[...plot.children].filter((part) => isUpright(part) && at(part) === at(text))]);
    return { frame, height, marks: marksOf(groups) };
  });
  const stretch = () => {
    for (const { frame, height } of charts) {
      frame.setAttribute("viewBox", `${left + from * (right - left)} 0 ${(to - from) * (right - left)} ${height}`);
    }
  };
  const draw = () => {
    stretch();
    for (const item of movable) {
      const share = Number(item.dataset.share) / 1e6;
      const inside = share >= from && share <= to;
      item.setAttribute("transform", `translate(${place(share) - Number(item.dataset.x)} 0)`);
      item.setAttribute("visibility", inside ? "visible" : "hidden");
      const link = item.closest("a");
      if (link) inside ? link.removeAttribute("tabindex") : link.setAttribute("tabindex", "-1");
    }
    const instants = rounds();
    for (const marks of [axis, ...charts.map((chart) => chart.marks)]) {
      marks.forEach(({ parts, x }, n) => {
        const at = instants[n];
        for (const part of parts) {
          part.setAttribute("visibility", at === undefined ? "hidden" : "visible");
          if (at === undefined) continue;
          part.setAttribute("transform", `translate(${place((at - first) / (last - first)) - x} 0)`);
          if (part.localName === "text") part.textContent = clock(at);
        }
      });
    }
  };
  const zoom = (action) => {
    const span = to - from, middle = (from + to) / 2;
    if (action === "all") { from = 0; to = 1; }
    if (action === "in") { const half = Math.max(span / 4, 0.005); from = middle - half; to = middle + half; }
    if (action === "out") { from = middle - span; to = middle + span; }
    if (action === "left") { from -= span / 4; to -= span / 4; }
    if (action === "right") { from += span / 4; to += span / 4; }
    const width = Math.min(to - from, 1);
    from = Math.min(Math.max(from, 0), 1 - width); to = from + width;
    draw();
  };
  controls.hidden = false;
  stretch();
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) zoom(button.dataset.zoom);
  });
  controls.addEventListener("change", (event) => {
    const lane = svg.querySelector(`.lane[data-lane="${event.target.dataset.lane}"]`);
    if (lane) lane.setAttribute("display", event.target.checked ? "inline" : "none");
  });
  const links = () => [...svg.querySelectorAll(".lane:not([display=none]) a:not([tabindex])")]
    .sort((a, b) => Number(a.querySelector("[data-share]").dataset.share) - Number(b.querySelector("[data-share]").dataset.share));
  svg.addEventListener("keydown", (event) => {
    const actions = { "+": "in", "=": "in", "-": "out", "0": "all" };
    if (actions[event.key]) { zoom(actions[event.key]); event.preventDefault(); return; }
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const all = links(), at = all.indexOf(document.activeElement);
    const next = all[at + (event.key === "ArrowRight" ? 1 : -1)];
    if (next) { next.focus(); event.preventDefault(); }
  });
  const tell = (event) => {
    const mark = event.target.closest("a, g:has(> title)");
    const title = mark && mark.querySelector("title");
    if (title) detail.textContent = title.textContent;
  };
  svg.addEventListener("focusin", tell);
  svg.addEventListener("pointerover", tell);
})();
