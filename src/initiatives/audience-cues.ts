/** Small words and endings that tell where a public starts, on folded text. */

const set = (words: string) => new Set(words.split(" "));

export const STRONG = set("\n ; | • · * ▪ ● ◦ ► ➤ → . ! - — :".replace("\\n", "\n"));
export const WEAK = set(", / & et ou and or puis + dont notamment surtout including especially plus_largement");
export const ARTICLES = set(
  "le la les l' un une the a an leur leurs ses son sa nos notre votre vos ces their our its mes",
);
export const PARTITIVES = set("de du des d'");
export const DATIVES = set("a au aux");
export const FILLERS = set(
  "et ou mais aussi puis egalement plus largement particulierement principalement prioritairement essentiellement " +
    "majoritairement surtout notamment dont ainsi que qu' premier lieu priorite particulier certains certaines plusieurs " +
    "quelques tous toutes ensemble environ pres autour also mainly all some both as well including especially and or " +
    "pour for to vers eventuellement voire",
);
export const ATTACHED = set(
  "en quel quelle quels quelles dans sur avec sans par entre ayant qui que dont_ souhaitant voulant vivant habitant_ issus issues from of with in living aged who " +
    "those over under en n' ne se s' chez hors y pendant selon suivant ni aged jusqu'",
);
export const PRENOMINAL = set(
  "grand grande grands grandes futur future futurs futures nouveau nouveaux nouvelle nouvelles autre autres ancien anciens " +
    "ancienne anciennes petit petits petite petites tout tous toute toutes jeune jeunes older young elderly vulnerable general " +
    "local primo vieux vieilles moins tres premier premiers",
);
/** States of a person, each a public of its own when two are coordinated behind one noun. */
export const STATES = set(
  "agees ages handicapees handicapes malades aidantes precaires demunies demunis refugiees migrantes detenues diabetiques " +
    "allergiques sourdes autistes hospitalisees retraitees retraites malentendantes malvoyantes disabled elderly",
);
export const SHARING = set("personnes personne publics public gens people populations population");
export const ADJECTIVE =
  /(?:[^t]ees?|iques?|ives?|ifs?|ales?|aux|elles?|euses?|eux|ables?|ibles?|aires?|antes?|ienne?s?|seule?s?|fragiles?|jeunes|agees?|ages|isoles?|handicapes|alones?|confondus|confondues)$/;
export const AGENT = /(?:teurs|trices|eurs|euses|iers|ieres|istes|iens|iennes|logues|ants|aires)$/;
export const SCHOOL_LEVEL =
  /^(?:cp|ce\d|cm\d|\d+(?:e|eme|de|re)|maternelle|primaire|elementaire|seconde|premiere|terminale|licence|master)$/;
export const OPPOSED: readonly (readonly [string, string])[] = [
  ["hommes", "femmes"],
  ["filles", "garcons"],
  ["petits", "grands"],
  ["jeunes", "moins"],
  ["freres", "soeurs"],
  ["men", "women"],
  ["boys", "girls"],
];
