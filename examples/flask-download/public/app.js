"use strict";

const units = ["B", "kB", "MB", "GB"];

function readable(bytes) {
  let unit = 0;
  while (bytes >= 1000 && unit < units.length - 1) {
    bytes /= 1000;
    unit += 1;
  }
  return `${bytes < 10 && unit > 0 ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

function option(file) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), {
    type: "radio", name: "file", value: file.id, required: true,
  });
  const name = Object.assign(document.createElement("span"), { className: "name", textContent: file.name });
  const size = Object.assign(document.createElement("span"), { className: "size", textContent: readable(file.size) });
  label.append(radio, name, size);
  return label;
}

async function list() {
  const files = document.getElementById("files");
  const answer = await fetch("/api/files");
  if (!answer.ok) {
    throw new Error(`the app answered ${answer.status}`);
  }
  files.append(...(await answer.json()).map(option));
  files.removeAttribute("aria-busy");
  document.getElementById("download").disabled = false;
}

document.getElementById("choice").addEventListener("submit", (event) => {
  event.preventDefault();
  const fileId = new FormData(event.target).get("file");
  // The answer is an attachment: the browser saves it and stays on this page.
  window.location.assign(`/api/download/${fileId}`);
});

list().catch((error) => {
  const problem = document.getElementById("problem");
  problem.textContent = `The list could not be loaded: ${error.message}.`;
  problem.hidden = false;
});
