/** A point that may be moved, with the radius it needs around it; a heavy one moves less than those around it. */
export type Movable = { x: number; y: number; radius: number; heavy: boolean };

/** The box points must stay in, their radius included, and how far from its place one may be moved. */
export type SpreadBox = { width: number; height: number; farthest: number };

type Body = { x: number; y: number; homeX: number; homeY: number; radius: number; give: number };

const ROUNDS = 240;
const RETURN = 0.04;
/** The golden angle: directions taken one after the other never fall together. */
const TURN = Math.PI * (3 - Math.sqrt(5));
/** Aiming slightly beyond leaves nothing too close after the coordinates are rounded. */
const SLACK = 1.02;
const FEW = 48;
/** Larger than the number of columns of any drawing, so that each cell has its own number. */
const COLUMNS = 4096;

/** Calls `visit` once for each pair of points that may be closer than `distance`. */
function eachClosePair(
  bodies: readonly Body[],
  distance: number,
  visit: (a: Body, b: Body, turn: number) => void,
): void {
  if (bodies.length <= FEW) {
    for (let j = 1; j < bodies.length; j++) for (let i = 0; i < j; i++) visit(bodies[i]!, bodies[j]!, j);
    return;
  }
  const cells = new Map<number, Body[]>();
  bodies.forEach((body, turn) => {
    const own = Math.floor(body.x / distance) + Math.floor(body.y / distance) * COLUMNS;
    for (let row = -COLUMNS; row <= COLUMNS; row += COLUMNS)
      for (let column = -1; column <= 1; column++)
        for (const other of cells.get(own + row + column) ?? []) visit(other, body, turn);
    const cell = cells.get(own);
    if (cell) cell.push(body);
    else cells.set(own, [body]);
  });
}

/** Pushes close points apart and draws all back to their places; tells whether some were still too close. */
function relax(bodies: Body[], box: SpreadBox, distance: number, pull: number): boolean {
  let close = false;
  eachClosePair(bodies, distance * SLACK, (a, b, turn) => {
    const needed = a.radius + b.radius;
    let dx = b.x - a.x;
    let dy = b.y - a.y;
    const squared = dx * dx + dy * dy;
    if (squared >= (needed * SLACK) ** 2) return;
    const length = Math.sqrt(squared);
    if (length < needed) close = true;
    const push = (needed * SLACK - length) / (a.give + b.give);
    dx = length < 1e-6 ? Math.cos(turn * TURN) : dx / length;
    dy = length < 1e-6 ? Math.sin(turn * TURN) : dy / length;
    a.x -= dx * push * a.give;
    a.y -= dy * push * a.give;
    b.x += dx * push * b.give;
    b.y += dy * push * b.give;
  });
  for (const body of bodies) {
    const x = body.x + (body.homeX - body.x) * pull;
    const y = body.y + (body.homeY - body.y) * pull;
    body.x = Math.min(Math.max(x, body.radius), box.width - body.radius);
    body.y = Math.min(Math.max(y, body.radius), box.height - body.radius);
  }
  return close;
}

const apart = (a: { x: number; y: number; radius: number }, b: Body): boolean =>
  Math.hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius;

/** The free place nearest to where a point belongs, searched on growing circles; none within reach when it is crowded. */
function freePlace(body: Body, taken: readonly Body[], box: SpreadBox): { x: number; y: number } | undefined {
  const { radius } = body;
  const step = radius / 2;
  const fits = (v: number, size: number): boolean => v >= radius && v <= size - radius;
  for (let reach = 0; reach <= box.farthest; reach += step) {
    const turns = Math.max(1, Math.ceil((2 * Math.PI * reach) / step));
    for (let turn = 0; turn < turns; turn++) {
      const x = body.homeX + reach * Math.cos((2 * Math.PI * turn) / turns);
      const y = body.homeY + reach * Math.sin((2 * Math.PI * turn) / turns);
      if (fits(x, box.width) && fits(y, box.height) && taken.every((other) => apart({ x, y, radius }, other)))
        return { x, y };
    }
  }
  return undefined;
}

/**
 * Moves points apart until none touches another, each as near its place as that allows; the same points in the same
 * order always give the same result. Undefined when there is no room for one within reach of its place.
 * Positions are corrected pair by pair: T. Jakobsen, "Advanced Character Physics", GDC 2001.
 */
export function spread(points: readonly Movable[], box: SpreadBox): { x: number; y: number }[] | undefined {
  const bodies = points.map(
    ({ x, y, radius, heavy }): Body => ({ x, y, homeX: x, homeY: y, radius, give: heavy ? 0.35 : 1 }),
  );
  const distance = 2 * Math.max(0, ...points.map((point) => point.radius));
  for (let round = 0; round < ROUNDS; round++) {
    const settling = round > ROUNDS / 2;
    if (!relax(bodies, box, distance, settling ? 0 : RETURN) && (settling || round === 0)) break;
  }
  const settled: Body[] = [];
  for (const body of bodies) {
    const moved = Math.hypot(body.x - body.homeX, body.y - body.homeY);
    if (moved > box.farthest || !settled.every((other) => apart(body, other))) {
      const place = freePlace(body, settled, box);
      if (!place) return undefined;
      Object.assign(body, place);
    }
    settled.push(body);
  }
  return settled.map(({ x, y }) => ({ x, y }));
}
