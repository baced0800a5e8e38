type Place = { n: number; x: number; y: number };

/**
 * Moves marks and their numbers apart where they touch, as little as it can: each pair that overlaps is parted along its
 * shorter overlap, then all are drawn back a little to their places. Deterministic; `scale` is the size of a mark
 * relative to the map of France.
 */
export function spreadMarks<T extends Place>(marks: T[], size: { width: number; height: number }, scale: number): T[] {
  const [mark, digit, height] = [13 * scale, 6.4 * scale, 15 * scale];
  const boxes = marks.map((own) => ({
    own,
    w: mark + digit * String(own.n).length + 3 * scale,
    h: height,
    x: own.x,
    y: own.y,
  }));
  for (let round = 0; round < 400; round++) {
    let moved = false;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length; j++) moved = part(boxes[i]!, boxes[j]!, (j - i) % 2 === 0) || moved;
    }
    if (!moved) break;
    for (const box of boxes) {
      box.x += (box.own.x - box.x) * 0.02;
      box.y += (box.own.y - box.y) * 0.02;
    }
  }
  const within = (v: number, low: number, high: number) => Math.round(Math.min(Math.max(v, low), high) * 10) / 10;
  return boxes.map(({ own, w, h, x, y }) => ({
    ...own,
    x: within(x, mark / 2, size.width - w),
    y: within(y, h / 2, size.height - h / 2),
  }));
}

type Box = { own: Place; w: number; h: number; x: number; y: number };

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
