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
  window.addEventListener("hashchange", arrive);

  // Customdata of a mark: a sentence leads to the text; a bar, through its party and act, to the evidence.
  function follow(event) {
    const data = event.points[0].customdata || [];
    if (report.anchors[data[0]]) location.hash = "s-" + report.anchors[data[0]];
    else if (data[2]) choose({ party: data[2], act: data[3] });
  }

  report.charts.forEach(function (chart) {
    const node = document.getElementById(chart.id);
    Plotly.newPlot(node, chart.data, chart.layout, report.config).then(() => node.on("plotly_click", follow));
  });
  filter();
  arrive();
})();
