const count = (n: number): string => n.toLocaleString("fr");

/** Ce que disent les clés des champs confidentiels. */
export const keys = {
  line: (key: string, inUse: boolean, madeAt: string | null, values: number) =>
    `${key}\t${inUse ? "en service" : "remplacée"}\t${madeAt?.slice(0, 10) ?? "-"}\t${count(values)} valeurs`,
  missing: (key: string, values: number) => `${key}\tABSENTE\t-\t${count(values)} valeurs que rien n’ouvre ici`,
  plain: (values: number) => `${count(values)} valeurs ne sont pas encore chiffrées : ancrage keys rotate`,
  sealing: (sealed: number) => `Chiffrement : ${count(sealed)} valeurs`,
  turned: (key: string, sealed: number) => `Clé en service : ${key} ; ${count(sealed)} valeurs chiffrées de nouveau.`,
  dropped: (names: string) => `Clés oubliées, qui ne fermaient plus rien : ${names}.`,
  waiting: (names: string) =>
    `Clés gardées un jour pour ce qui était en cours d’écriture, puis oubliées d’elles-mêmes : ${names}. Une archive non chiffrée d’avant ne s’ouvrira plus sans elles.`,
  fault: (key: string, known: boolean, column: string, values: number) =>
    known
      ? `la clé ${key} n’est pas celle qui a chiffré ${column} (${count(values)} valeurs)`
      : `la clé ${key} manque (${column}, ${count(values)} valeurs)`,
  secrets: (waiting: number, unreadable: number) =>
    unreadable > 0
      ? `${count(unreadable)} valeurs qu’aucun secret d’ici n’ouvre : remettre l’ancien dans ANCRAGE_SECRETS, ou ancrage people link --without-codes`
      : waiting > 0
        ? `${count(waiting)} valeurs attendent la nuit pour être chiffrées avec le nouveau secret : garder l’ancien jusque-là`
        : "tout est chiffré avec le secret en service",
};
