"use strict";
(function () {
  const report = JSON.parse(document.getElementById("report-data").textContent);
  const rows = Array.from(document.querySelectorAll("#evidence-table tbody tr"));
  const words = rows.map((row) => row.textContent.toLowerCase());
  const search = document.getElementById("search");
  const selects = Array.from(document.querySelectorAll("select[data-filter]"));
  const count = document.getElementById("count");

  function filter() {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach(function (row, at) {
      const fits = wanted.every((word) => words[at].includes(word))
        && selects.every((select) => !select.value || row.dataset[select.dataset.filter] === select.value);
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = shown.toLocaleString("en") + " of " + rows.length.toLocaleString("en") + " sentences";
  }

  function reset() {
    search.value = "";
    selects.forEach((select) => { select.value = ""; });
    filter();
  }

  function choose(values) {
    reset();
    selects.forEach(function (select) {
      const value = values[select.dataset.filter] || "";
      if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
    });
    filter();
    document.getElementById("evidence").scrollIntoView();
  }

  // A link into the table must not end at a row that a filter hides.
  function arrive() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.hidden) { reset(); target.scrollIntoView(); }
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
  }

  search.addEventListener("input", filter);
  selects.forEach((select) => select.addEventListener("change", filter));
  document.getElementById("reset").addEventListener("click", reset);
  document.getElementById("download").addEventListener("click", download);
  document.getElementById("copy").addEventListener("click", copy);
  window.addEventListener("hashchange", arrive);

  // What is shown, as rows of cells: the names of the columns first.
  function shown() {
    const cell = (row, at) => row.cells[at].textContent.trim().replace(/\s+/g, " ");
    const told = rows.filter((row) => !row.hidden).map((row) => [row.dataset.article, row.dataset.sentence, row.dataset.party,
      row.querySelector(".text").firstChild.textContent.trim(), row.dataset.voice, row.dataset.speaker, row.dataset.principal,
      row.dataset.act, cell(row, 6).replace("\u2212", "-").replace("\u2013", "")]);
    return [["article_id", "sentence_id", "party", "text", "voice", "speaker", "principal", "act", "tone"], ...told];
  }

  // A spreadsheet must not take a text for a formula; a number may begin with its sign.
  const safe = (text) => (/^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) && !/^[+-]?[\d.]+$/.test(text) ? "'" + text : text);

  const say = (text) => { count.textContent = text; };

  function download() {
    const lines = shown().map((cells) => cells.map((text) => '"' + safe(text).replace(/"/g, '""') + '"').join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "evidence.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say((lines.length - 1).toLocaleString("en") + " sentences written to evidence.csv");
  }

  function copy() {
    const lines = shown().map((cells) => cells.map((text) => safe(text.replace(/\s+/g, " "))).join("\t"));
    const done = () => say((lines.length - 1).toLocaleString("en") + " sentences copied, ready for a spreadsheet");
    const failed = () => say("The browser did not allow copying; the download has the same rows");
    if (navigator.clipboard) navigator.clipboard.writeText(lines.join("\n")).then(done, failed);
    else failed();
  }

  // The heads of the columns sort: once up, again down.
  const body = document.querySelector("#evidence-table tbody");
  document.querySelectorAll("#evidence-table thead th").forEach(function (head, at) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      const down = head.getAttribute("aria-sort") === "ascending";
      document.querySelectorAll("#evidence-table thead th").forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (row) => row.cells[at].textContent.trim().replace("\u2212", "-");
      const number = (text) => (text === "\u2013" ? -9 : Number(text));
      const numeric = head.dataset.sort === "number";
      const compare = (one, two) => (numeric ? number(value(one)) - number(value(two)) : value(one).localeCompare(value(two)));
      // The first column is the order of the texts; equal rows stay in it.
      const order = at > 0 ? rows.slice().sort((one, two) => (down ? compare(two, one) : compare(one, two)))
        : down ? rows.slice().reverse() : rows;
      body.append(...order);
    });
  });

  // Customdata of a mark: a sentence leads to the text; a bar, through its party and act, to the evidence.
  function follow(event) {
    const data = event.points[0].customdata || [];
    const places = report.anchors[data[0]] ? ["s-", "e-"].map((kind) => kind + report.anchors[data[0]]) : [];
    const place = places.find((name) => document.getElementById(name));
    if (place) location.hash = place;
    else if (data[2]) choose({ party: data[2], act: data[3] });
  }

  report.charts.forEach(function (chart) {
    const node = document.getElementById(chart.id);
    Plotly.newPlot(node, chart.data, chart.layout, report.config).then(() => node.on("plotly_click", follow));
  });
  filter();
  arrive();
})();
