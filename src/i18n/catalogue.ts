import { common as commonEn } from "./en/common.ts";
import { failures as failuresEn } from "./en/failures.ts";
import { gallery as galleryEn } from "./en/gallery.ts";
import { list as listEn } from "./en/list.ts";
import { profile as profileEn } from "./en/profile.ts";
import type { Lang } from "./format.ts";
import { common as commonFr } from "./fr/common.ts";
import { failures as failuresFr } from "./fr/failures.ts";
import { gallery as galleryFr } from "./fr/gallery.ts";
import { list as listFr } from "./fr/list.ts";
import { profile as profileFr } from "./fr/profile.ts";

const fr = {
  common: commonFr,
  failures: failuresFr,
  gallery: galleryFr,
  list: listFr,
  profile: profileFr,
};

/** Every visible string, by area; French gives the shape, so that a missing English one does not compile. */
export type Catalogue = typeof fr;

const en: Catalogue = {
  common: commonEn,
  failures: failuresEn,
  gallery: galleryEn,
  list: listEn,
  profile: profileEn,
};

const CATALOGUES: Record<Lang, Catalogue> = { fr, en };

/** The catalogue of a language. */
export const catalogue = (lang: Lang): Catalogue => CATALOGUES[lang];
