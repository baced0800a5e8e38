/** How long a link sent by mail is good for, in minutes. */
export const LINK_MINUTES = 15;

const DAY_S = 24 * 60 * 60;

/** How long a session lasts without being used, and how long at most however much it serves, in seconds. */
export const SESSION_S = { unused: 14 * DAY_S, longest: 60 * DAY_S, prolongedEvery: DAY_S };
