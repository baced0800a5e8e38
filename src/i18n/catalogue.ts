import { about as aboutEn } from "./en/about.ts";
import { account as accountEn } from "./en/account.ts";
import { actors as actorsEn } from "./en/actors.ts";
import { api as apiEn } from "./en/api.ts";
import { comments as commentsEn } from "./en/comments.ts";
import { common as commonEn } from "./en/common.ts";
import { domains as domainsEn } from "./en/domains.ts";
import { duplicates as duplicatesEn } from "./en/duplicates.ts";
import { editing as editingEn } from "./en/editing.ts";
import { embed as embedEn } from "./en/embed.ts";
import { errors as errorsEn } from "./en/errors.ts";
import { failures as failuresEn } from "./en/failures.ts";
import { gallery as galleryEn } from "./en/gallery.ts";
import { grid as gridEn } from "./en/grid.ts";
import { home as homeEn } from "./en/home.ts";
import { imports as importsEn } from "./en/imports.ts";
import { jobs as jobsEn } from "./en/jobs.ts";
import { journal as journalEn } from "./en/journal.ts";
import { list as listEn } from "./en/list.ts";
import { mails as mailsEn } from "./en/mails.ts";
import { map as mapEn } from "./en/map.ts";
import { mapPage as mapPageEn } from "./en/map-page.ts";
import { openData as openDataEn } from "./en/open-data.ts";
import { people as peopleEn } from "./en/people.ts";
import { placing as placingEn } from "./en/placing.ts";
import { profile as profileEn } from "./en/profile.ts";
import { proposing as proposingEn } from "./en/proposing.ts";
import { reading as readingEn } from "./en/reading.ts";
import { reasons as reasonsEn } from "./en/reasons.ts";
import { register as registerEn } from "./en/register.ts";
import { reports as reportsEn } from "./en/reports.ts";
import { review as reviewEn } from "./en/review.ts";
import { settings as settingsEn } from "./en/settings.ts";
import { sharing as sharingEn } from "./en/sharing.ts";
import { sheet as sheetEn } from "./en/sheet.ts";
import { space as spaceEn } from "./en/space.ts";
import { statement as statementEn } from "./en/statement.ts";
import type { Lang } from "./format.ts";
import { about as aboutFr } from "./fr/about.ts";
import { account as accountFr } from "./fr/account.ts";
import { actors as actorsFr } from "./fr/actors.ts";
import { api as apiFr } from "./fr/api.ts";
import { comments as commentsFr } from "./fr/comments.ts";
import { common as commonFr } from "./fr/common.ts";
import { domains as domainsFr } from "./fr/domains.ts";
import { duplicates as duplicatesFr } from "./fr/duplicates.ts";
import { editing as editingFr } from "./fr/editing.ts";
import { embed as embedFr } from "./fr/embed.ts";
import { errors as errorsFr } from "./fr/errors.ts";
import { failures as failuresFr } from "./fr/failures.ts";
import { gallery as galleryFr } from "./fr/gallery.ts";
import { grid as gridFr } from "./fr/grid.ts";
import { home as homeFr } from "./fr/home.ts";
import { imports as importsFr } from "./fr/imports.ts";
import { jobs as jobsFr } from "./fr/jobs.ts";
import { journal as journalFr } from "./fr/journal.ts";
import { list as listFr } from "./fr/list.ts";
import { mails as mailsFr } from "./fr/mails.ts";
import { map as mapFr } from "./fr/map.ts";
import { mapPage as mapPageFr } from "./fr/map-page.ts";
import { openData as openDataFr } from "./fr/open-data.ts";
import { people as peopleFr } from "./fr/people.ts";
import { placing as placingFr } from "./fr/placing.ts";
import { profile as profileFr } from "./fr/profile.ts";
import { proposing as proposingFr } from "./fr/proposing.ts";
import { reading as readingFr } from "./fr/reading.ts";
import { reasons as reasonsFr } from "./fr/reasons.ts";
import { register as registerFr } from "./fr/register.ts";
import { reports as reportsFr } from "./fr/reports.ts";
import { review as reviewFr } from "./fr/review.ts";
import { settings as settingsFr } from "./fr/settings.ts";
import { sharing as sharingFr } from "./fr/sharing.ts";
import { sheet as sheetFr } from "./fr/sheet.ts";
import { space as spaceFr } from "./fr/space.ts";
import { statement as statementFr } from "./fr/statement.ts";

const fr = {
  about: aboutFr,
  account: accountFr,
  actors: actorsFr,
  api: apiFr,
  comments: commentsFr,
  common: commonFr,
  domains: domainsFr,
  duplicates: duplicatesFr,
  editing: editingFr,
  errors: errorsFr,
  failures: failuresFr,
  gallery: galleryFr,
  grid: gridFr,
  home: homeFr,
  imports: importsFr,
  journal: journalFr,
  jobs: jobsFr,
  list: listFr,
  mails: mailsFr,
  map: mapFr,
  mapPage: mapPageFr,
  openData: openDataFr,
  people: peopleFr,
  placing: placingFr,
  profile: profileFr,
  proposing: proposingFr,
  reading: readingFr,
  reasons: reasonsFr,
  register: registerFr,
  reports: reportsFr,
  review: reviewFr,
  embed: embedFr,
  settings: settingsFr,
  sharing: sharingFr,
  space: spaceFr,
  sheet: sheetFr,
  statement: statementFr,
};

/** Every visible string, by area; French gives the shape, so that a missing English one does not compile. */
export type Catalogue = typeof fr;

const en: Catalogue = {
  about: aboutEn,
  account: accountEn,
  actors: actorsEn,
  api: apiEn,
  comments: commentsEn,
  common: commonEn,
  domains: domainsEn,
  duplicates: duplicatesEn,
  editing: editingEn,
  errors: errorsEn,
  failures: failuresEn,
  gallery: galleryEn,
  grid: gridEn,
  home: homeEn,
  imports: importsEn,
  journal: journalEn,
  jobs: jobsEn,
  list: listEn,
  mails: mailsEn,
  map: mapEn,
  mapPage: mapPageEn,
  openData: openDataEn,
  people: peopleEn,
  placing: placingEn,
  profile: profileEn,
  proposing: proposingEn,
  reading: readingEn,
  reasons: reasonsEn,
  register: registerEn,
  reports: reportsEn,
  review: reviewEn,
  embed: embedEn,
  settings: settingsEn,
  sharing: sharingEn,
  space: spaceEn,
  sheet: sheetEn,
  statement: statementEn,
};

const CATALOGUES: Record<Lang, Catalogue> = { fr, en };

/** The catalogue of a language. */
export const catalogue = (lang: Lang): Catalogue => CATALOGUES[lang];
