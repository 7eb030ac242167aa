// Makes data/web/outline.tsv, the coastlines and borders that maps are drawn on, from Natural Earth as
// the package world-atlas carries it:
//   npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
//   node xtask/outline.mjs package/countries-50m.json >data/web/outline.tsv
import { readFileSync } from "node:fs";

const TOLERANCE = 0.14; // degrees that a line may be off
const SMALLEST = 0.25; // square degrees of the smallest island that is kept

const atlas = JSON.parse(readFileSync(process.argv[2]));
const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

// Douglas and Peucker, 1973.
const simplify = (line) => {
  if (line.length < 3) return line;
  const [a, b] = [line[0], line.at(-1)];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const off = ([x, y]) => length ? Math.abs((x - a[0]) * dy - (y - a[1]) * dx) / length : Math.hypot(x - a[0], y - a[1]);
  let [far, at] = [0, 0];
  line.forEach((p, i) => { const d = off(p); if (d > far) [far, at] = [d, i]; });
  if (far <= TOLERANCE) return [a, b];
  return [...simplify(line.slice(0, at + 1)).slice(0, -1), ...simplify(line.slice(at))];
};

const uses = new Map();
for (const country of atlas.objects.countries.geometries) {
  for (const i of country.arcs?.flat(Infinity) ?? []) {
    const key = i < 0 ? ~i : i;
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
}
const area = (line) => Math.abs(line.reduce((sum, [x, y], i) => {
  const [u, v] = line[(i + 1) % line.length];
  return sum + x * v - u * y;
}, 0)) / 2;

const rings = atlas.objects.land.geometries.flatMap((g) => g.arcs).flat();
const land = rings.map((ring) => ring.flatMap((i) => i < 0 ? arcs[~i].toReversed() : arcs[i]));
const borders = [...uses].filter(([, n]) => n > 1).map(([i]) => arcs[i]);

const written = (line) => {
  const tenths = line.map(([x, y]) => `${Math.round(x * 10)} ${Math.round(y * 10)}`);
  return tenths.filter((p, i) => p !== tenths[i - 1]).join(",");
};
const halves = (ring) => {
  const middle = ring.length >> 1;
  return [...simplify(ring.slice(0, middle + 1)).slice(0, -1), ...simplify(ring.slice(middle))];
};
console.log("# Coastlines and borders in tenths of degrees, longitude before latitude. From Natural Earth (public domain) through world-atlas 2.0.2, by xtask/outline.mjs.");
console.log("kind\tpoints");
const rows = [
  ...land.filter((r) => area(r) >= SMALLEST).map((r) => `land\t${written(halves(r))}`),
  ...borders.map(simplify).map((line) => `border\t${written(line)}`).filter((row) => row.includes(",")),
];
// Short borders may become the same line.
console.log([...new Set(rows)].join("\n"));
