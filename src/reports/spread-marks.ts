type Place = { n: string; x: number; y: number };

// In units of the maps, where a mark is 12 wide: room for the mark, its number and a little air.
const mark = 14;
const digit = 7.4;
const height = 15;

/**
 * Moves marks and their numbers apart where they touch, as little as it can: each pair that overlaps is parted along
 * its shorter overlap, and for a while all are drawn back to their places. Deterministic; a few hundred marks at most.
 */
export function spreadMarks<T extends Place>(marks: T[], size: { width: number; height: number }): T[] {
  const boxes = marks.map((own): Box & { own: T } => {
    const w = mark + digit * own.n.length + 3;
    return { own, w, h: height, x: own.x + (w - mark) / 2, y: own.y, homeX: own.x + (w - mark) / 2, homeY: own.y };
  });
  for (let round = 0; round < 500; round++) {
    let moved = false;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length; j++) moved = part(boxes[i]!, boxes[j]!, (j - i) % 2 === 0) || moved;
    }
    if (!moved) break;
    // The last rounds only part: what was drawn back would touch again.
    if (round < 300) {
      for (const box of boxes) {
        box.x += (box.homeX - box.x) * 0.02;
        box.y += (box.homeY - box.y) * 0.02;
      }
    }
  }
  const within = (v: number, low: number, high: number) => Math.round(Math.min(Math.max(v, low), high) * 10) / 10;
  return boxes.map(({ own, w, h, x, y }) => ({
    ...own,
    x: within(x - (w - mark) / 2, mark / 2, size.width - w + mark / 2),
    y: within(y, h / 2, size.height - h / 2),
  }));
}

type Box = { w: number; h: number; x: number; y: number; homeX: number; homeY: number };

function part(a: Box, b: Box, even: boolean): boolean {
  const [ox, oy] = [(a.w + b.w) / 2 - Math.abs(a.x - b.x), (a.h + b.h) / 2 - Math.abs(a.y - b.y)];
  if (ox <= 0.01 || oy <= 0.01) return false;
  const axis = oy <= ox ? "y" : "x";
  const overlap = Math.min(ox, oy);
  const side = a[axis] === b[axis] ? (even ? 1 : -1) : Math.sign(a[axis] - b[axis]);
  a[axis] += (side * overlap) / 2;
  b[axis] -= (side * overlap) / 2;
  return true;
}
