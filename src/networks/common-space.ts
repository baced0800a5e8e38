/** The first word of the addresses of the common space, where the networks that share are shown together. */
export const COMMON_SPACE = "commun";
