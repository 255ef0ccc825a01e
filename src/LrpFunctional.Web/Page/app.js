// The page: what is typed goes to the API of the same server, and its answer is drawn. Whatever text says is set as text.
"use strict";

const PAUSE = 120;
const LONGEST_LINK = 8000;
const MOST_CLASSES = 12;
const MOST_UNKNOWN = 20;
const LONGEST_UNKNOWN = 30;
const LEAST_LEVEL = 13;
const ONE_BY_ONE = "one by one";
const SETTINGS = ["target", "against", "method", "second", "preset", "rule", "product", "gamma", "alpha", "epsilon", "delta"];

const at = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const signed = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, signDisplay: "exceptZero" });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumSignificantDigits: 3 });

let model = null;
let asked = 0;
let answered = 0;
let timer = 0;
let running = null;

// Text of models and of whoever made a link: what acts unseen is written out, as in every report. A joiner stays where
// it joins letters of a script that has it, or emoji.

const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\udb40[\udc00-\udc7f]|(?<![^\u0000-\u024f\u200b-\u200f])[\u200c\u200d]/g;

const escaped = (found) =>
  found.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const printable = (text) => text.replace(UNPRINTABLE, escaped);

function show(id, text) {
  at(id).textContent = printable(text);
}

// Making elements.

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = printable(text);
  if (className) element.className = className;
  return element;
}

function choose(id, options) {
  at(id).replaceChildren(
    ...options.map(([value, text, title]) => {
      const option = make("option", text);
      option.value = value;
      if (title) option.title = printable(title);
      return option;
    }),
  );
}

const cut = (word) => (word.length > LONGEST_UNKNOWN ? `${word.slice(0, LONGEST_UNKNOWN)}…` : word);

const className = (index) =>
  model.classes[index] === String(index) ? `class ${index}` : `${model.classes[index]} (${index})`;

// The state: what the fields say, and the fragment of the address.

function state() {
  return Object.fromEntries([["text", at("text").value], ...SETTINGS.map((id) => [id, at(id).value])]);
}

function restore() {
  const said = new URLSearchParams(location.hash.slice(1));
  at("text").value = said.get("text") ?? at("text").value;
  for (const id of SETTINGS) {
    const field = at(id);
    const value = said.get(id) ?? (field.tagName === "SELECT" ? field.options[0]?.value : "");
    if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) field.value = value;
  }
  arrange();
}

function remember() {
  const said = state();
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) {
    const usual = name !== "text" && at(name).tagName === "SELECT" ? at(name).options[0]?.value : "";
    if (value !== usual) parts.set(name, value);
  }
  const isShort = said.text.length <= LONGEST_LINK;
  history.replaceState(null, "", isShort ? `#${parts}` : location.pathname);
  return isShort;
}

// Whether the rule that is chosen has a number.
const takes = (rules) => at("preset").value === ONE_BY_ONE && model[rules].includes(at("rule").value);

function arrange() {
  const ofLrp = at("method").value === "lrp" || at("second").value === "lrp";
  at("rules").hidden = !ofLrp;
  const isOneByOne = at("preset").value === ONE_BY_ONE;
  for (const field of document.querySelectorAll("[data-one-by-one]")) field.hidden = !isOneByOne;
  for (const field of document.querySelectorAll("[data-number]")) field.hidden = !takes(field.dataset.number);
}

// What is asked.

function typed(id, name) {
  const text = at(id).value.trim().replace(",", ".");
  if (text === "") return undefined;
  if (!Number.isFinite(Number(text))) throw new Error(`${name} is “${at(id).value}”, where a number is expected`);
  return Number(text);
}

// A step a line; behind them a line of static features, where the model reads such.
function numbers(text) {
  const lines = text
    .trim()
    .split(/\n+/)
    .map((line) => line.trim().split(/[\s,;]+/).map(Number));
  if (lines.flat().some((one) => !Number.isFinite(one))) throw new Error("numbers are expected, one step a line");
  return model.staticFeatures ? { sequences: [lines.slice(0, -1)], static: [lines.at(-1)] } : { sequences: [lines] };
}

function request() {
  const said = state();
  const methods = [said.method, ...(said.second && said.second !== said.method ? [said.second] : [])];
  const isOneByOne = said.preset === ONE_BY_ONE;
  const body = {
    methods,
    target: said.against ? `${said.target}-${said.against}` : said.target,
    ...(model.readsNumbers ? numbers(said.text) : { text: said.text }),
  };
  if (methods.includes("lrp")) {
    if (isOneByOne) Object.assign(body, { rule: said.rule, product: said.product });
    else body.preset = said.preset;
    if (takes("gammaRules")) body.gamma = typed("gamma", "γ");
    if (takes("alphaRules")) body.alpha = typed("alpha", "α");
    body.epsilon = typed("epsilon", "ε");
    body.biasFactor = typed("delta", "δ");
  }
  return body;
}

function post(path, body, accept, signal) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify(body),
    credentials: "omit",
    signal,
  });
}

async function faultOf(response) {
  try {
    const problem = await response.json();
    return problem.faults?.map((fault) => `${fault.where}: ${fault.problem}; ${fault.remedy}`).join("\n") ?? problem.title;
  } catch {
    return `the server answers ${response.status}`;
  }
}

function soon() {
  clearTimeout(timer);
  arrange();
  timer = setTimeout(ask, PAUSE);
}

// The newest answer wins: one that comes after a newer one is thrown away.
async function ask() {
  clearTimeout(timer);
  remember();
  const mine = ++asked;
  running?.abort();
  if (at("text").value.trim() === "") {
    answered = mine;
    clear("Nothing yet.");
    return;
  }
  running = new AbortController();
  at("strips").classList.add("stale");
  try {
    const text = at("text").value;
    const response = await post("api/explain", request(), "application/json", running.signal);
    if (mine < answered) return;
    if (!response.ok) throw new Error(await faultOf(response));
    const answer = await response.json();
    if (mine < asked) return;
    answered = mine;
    fault("");
    draw(text, answer.results[0]);
    document.body.dataset.answered = String(mine);
  } catch (error) {
    if (error.name === "AbortError" || mine < asked) return;
    clear("No prediction.");
    fault(error instanceof TypeError ? "the server does not answer" : error.message);
  }
}

// What is drawn.

function fault(text) {
  at("fault").hidden = text === "";
  show("fault", text);
}

function clear(text) {
  fault("");
  show("prediction", text);
  at("classes").hidden = true;
  at("explained").hidden = true;
  at("strips").replaceChildren();
}

function draw(text, result) {
  const sure = result.probabilities ? `, ${percent.format(result.probabilities[result.predicted])}` : "";
  show("prediction", `${result.predictedName}${sure}`);
  drawClasses(result);
  at("strips").classList.remove("stale");
  at("strips").replaceChildren(...result.explanations.map((explanation) => strip(text, result, explanation)));
  at("explained").hidden = false;
  const unknown = [...new Set((result.words ?? []).filter((word) => !word.known).map((word) => word.text))];
  const more = unknown.length > MOST_UNKNOWN ? `, and ${unknown.length - MOST_UNKNOWN} more` : "";
  at("unknown").hidden = unknown.length === 0;
  show("unknown", `The model does not know: ${unknown.slice(0, MOST_UNKNOWN).map(cut).join(", ")}${more}`);
}

function drawClasses(result) {
  at("classes").hidden = !result.probabilities;
  if (!result.probabilities) return;
  const order = result.scores.map((_, index) => index);
  const shown =
    order.length <= MOST_CLASSES
      ? order
      : order.sort((one, other) => result.scores[other] - result.scores[one]).slice(0, MOST_CLASSES);
  at("classes").tBodies[0].replaceChildren(
    ...shown.map((index) => {
      const row = make("tr");
      if (index === result.predicted) row.setAttribute("aria-current", "true");
      const name = make("th", className(index));
      name.scope = "row";
      const bar = make("td", undefined, "bar");
      const filled = make("div");
      filled.style.width = `${100 * result.probabilities[index]}%`;
      bar.append(filled);
      row.append(
        name,
        make("td", number.format(result.scores[index]), "number"),
        make("td", percent.format(result.probabilities[index]), "number"),
        bar,
      );
      return row;
    }),
  );
}

function strip(text, result, explanation) {
  const figure = make("figure");
  const left = explanation.leftover === null ? "" : `, left over ${number.format(explanation.leftover)}`;
  figure.append(
    make(
      "figcaption",
      `${explanation.method} for ${explanation.targetName}: ${number.format(explanation.value)}${left}` +
        (explanation.settings ? ` (${explanation.settings})` : ""),
    ),
  );
  const words = make("p", undefined, "words");
  words.dir = "auto";
  let end = 0;
  explanation.relevances.forEach((relevance, index) => {
    const word = result.words?.[index];
    const isPlaced = word && word.first !== null && word.first >= end;
    const before = isPlaced ? text.slice(end, word.first) : index > 0 && !(word?.first < end) ? " " : "";
    if (before) words.append(printable(before));
    const shown = isPlaced ? text.slice(word.first, word.end) : (word?.text ?? stepName(index, result.steps));
    if (isPlaced) end = word.end;
    const span = make("span", shown, shades(explanation.levels[index], explanation.signed));
    span.dataset.r = `${span.textContent}: ${explanation.signed ? signed.format(relevance) : number.format(relevance)}`;
    span.tabIndex = index === 0 ? 0 : -1;
    words.append(span);
  });
  if (result.words && end > 0) words.append(printable(text.slice(end)));
  const says = make("output", undefined, "number-of soft");
  figure.append(words, says);
  return figure;
}

const stepName = (index, steps) => (model.staticFeatures && index === steps - 1 ? "static" : `step ${index + 1}`);

function shades(level, isSigned) {
  const colour = level < 0 ? `a${-level}` : level > 0 ? `f${level}` : "";
  const sign = !isSigned || Math.abs(level) < LEAST_LEVEL ? "" : level < 0 ? "n" : "p";
  return `${colour} ${sign}`.trim();
}

// A word says its number when the pointer is on it or the keyboard goes there: arrows, Home and End.

function say(event) {
  if (!event.target.dataset?.r) return;
  event.target.closest("figure").querySelector("output").textContent = event.target.dataset.r;
}

function walk(event) {
  if (!event.target.dataset?.r) return;
  const all = [...event.target.parentElement.children];
  const here = all.indexOf(event.target);
  const isRight = getComputedStyle(event.target.parentElement).direction === "rtl" ? -1 : 1;
  const there = {
    ArrowRight: here + isRight,
    ArrowLeft: here - isRight,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  const word = all[Math.min(Math.max(there, 0), all.length - 1)];
  event.target.tabIndex = -1;
  word.tabIndex = 0;
  word.focus();
}

// What is kept.

async function save(form) {
  try {
    const [path, accept] = form === "csv" ? ["api/explain", "text/csv"] : [`api/heatmap?form=${form}`, "*/*"];
    const response = await post(path, request(), accept);
    if (!response.ok) throw new Error(await faultOf(response));
    const link = make("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = `explanation.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    at("kept").textContent = `Saved as ${link.download}.`;
  } catch (error) {
    show("kept", `Not saved: ${error.message}`);
  }
}

async function copyLink() {
  if (!remember()) {
    at("kept").textContent = `A link holds at most ${LONGEST_LINK} characters: save the text instead.`;
    return;
  }
  try {
    await navigator.clipboard.writeText(location.href);
    at("kept").textContent = "The link is copied.";
  } catch {
    at("kept").textContent = "The link is the address of this page.";
  }
}

// The start.

function offer() {
  const classes = model.classes.map((_, index) => [String(index), className(index)]);
  const several = model.classes.length > 1;
  choose("target", [["predicted", "predicted"], ...(several ? [["second", "second"], ...classes] : [])]);
  choose("against", [["", "–"], ...(several ? [["predicted", "predicted"], ["second", "second"], ...classes] : [])]);
  const methods = model.methods.map((method) => [method.name, method.name, method.description]);
  choose("method", methods);
  choose("second", [["", "–"], ...methods]);
  choose("preset", [
    ...model.presets.map((preset) => [preset.name, preset.name, preset.description]),
    [ONE_BY_ONE, "one by one…"],
  ]);
  choose("rule", model.rules.map((rule) => [rule, rule]));
  choose("product", model.products.map((product) => [product, product]));
  at("gamma").placeholder = String(model.gamma);
  at("alpha").placeholder = String(model.alpha);
  at("epsilon").placeholder = String(model.epsilon);
  const cells = model.layers.map((layer) => `${layer.kind} (${layer.units})`).join(", then ");
  show("model", `Model ${model.hash.slice(0, 12)}, ${model.classes.length} classes, ${cells}`);
  if (model.readsNumbers)
    at("hint").textContent =
      `One step a line, ${model.numbersOfStep} numbers each, with blanks or commas between` +
      (model.staticFeatures ? `, and a last line of ${model.staticFeatures} static features.` : ".");
}

async function start() {
  try {
    const response = await fetch("api/model", { credentials: "omit" });
    if (!response.ok) throw new Error(await faultOf(response));
    model = await response.json();
  } catch (error) {
    fault(error instanceof TypeError ? "the server does not answer" : error.message);
    return;
  }
  offer();
  restore();
  at("form").addEventListener("input", soon);
  at("form").addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["mouseover", "focusin", "click"]) at("strips").addEventListener(kind, say);
  at("strips").addEventListener("keydown", walk);
  at("link").addEventListener("click", copyLink);
  for (const button of document.querySelectorAll("[data-save]"))
    button.addEventListener("click", () => save(button.dataset.save));
  window.addEventListener("hashchange", () => {
    restore();
    ask();
  });
  await ask();
}

start();
