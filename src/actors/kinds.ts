export const ACTOR_KINDS = [
  "mutuelle",
  "association",
  "collectivite",
  "etat-agence",
  "securite-sociale",
  "etablissement-sante-medicosocial",
  "etablissement-scolaire",
  "enseignement-superieur",
  "professionnels",
  "entreprise",
  "fondation",
  "cooperative",
  "syndicat",
  "media",
  "citoyens",
  "autre",
] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const ACTOR_ROLES = ["carrier", "partner", "funder", "host", "operator"] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** Head nouns of French organisations and groups, in the singular, without accents; longer heads win over shorter ones. */
const HEADS: Readonly<Record<ActorKind, string>> = {
  mutuelle: "mutuelle; union mutualiste; pharmacie mutualiste; mutualite; assureur mutualiste; section mutualiste",
  association:
    "association; asso; club; collectif; federation; ligue; amicale; comite des fetes; reseau associatif; ong; epicerie solidaire; " +
    "epicerie sociale; monnaie locale; samu social; regie de quartier; foyer rural; centre social; centre socioculturel; maison de quartier; " +
    "maison des jeunes; maison des associations; tiers lieu; office municipal des sports; office des sports; jardin partage; ressourcerie; recyclerie; " +
    "cafe associatif; comite departemental; comite regional; banque alimentaire; tissu associatif; milieu associatif; acteur associatif; " +
    "groupe d entraide; groupement d entraide; creche associative; chorale; harmonie municipale; troupe; compagnie; cie; orchestre; confrerie; scout; eclaireur; ludotheque; auberge de jeunesse; " +
    "radio associative; structure associative; partenaire associatif; union sportive; entente sportive; insertion; benevolat; aumonerie",
  collectivite:
    "collectivite; mairie; commune; ville; municipalite; departement; region; conseil departemental; conseil regional; conseil municipal; metropole; " +
    "agglomeration; agglo; communaute de commune; communaute d agglomeration; communaute urbaine; intercommunalite; com com; comcom; elu; elu local; " +
    "maire; pompier; sapeur pompier; service technique; village; pays; petr; police municipale; quartier; syndicat mixte; syndicat intercommunal; pouvoir public local; " +
    "collectivite territoriale; conseil de quartier; service municipal; service jeunesse; centre communal d action sociale; centre intercommunal d action sociale",
  "etat-agence":
    "etat; prefecture; sous prefecture; rectorat; academie; ministere; police; gendarmerie; agence regionale; agence nationale; agence de l eau; " +
    "direction departementale; direction regionale; direction academique; inspection academique; service de l etat; prefet; tribunal; parc naturel; " +
    "parc national; parc regional; maison france service; france service; office francais; chambre d agriculture; chambre de commerce; chambre des metiers; " +
    "chambre de metier; chambre consulaire; education nationale; administration penitentiaire; maison d arret; centre penitentiaire; justice; armee; office national; service public; mission locale; agence pole emploi",
  "securite-sociale":
    "caisse primaire; assurance maladie; securite sociale; caisse d allocation; caisse de retraite; caisse d assurance; organisme de securite sociale; caisse generale",
  "etablissement-sante-medicosocial":
    "hopital; clinique; centre hospitalier; chu; chru; chs; centre de sante; maison de sante; maison de retraite; residence autonomie; residence senior; foyer logement; " +
    "etablissement de sante; etablissement hospitalier; etablissement medico social; etablissement mutualiste; etablissement pour personne agee; structure de soin; structure medico sociale; structure medicosociale; structure sociale; " +
    "service d oncologie; service de soin; service d addictologie; service hospitalier; service de pediatrie; service de geriatrie; foyer de vie; foyer d hebergement; centre de reeducation; centre medical; laboratoire d analyse; laboratoire medical; " +
    "centre optique; centre dentaire; centre ecouter voir; soin de suite; maternite; pmi; creche; accueil de jour; service d aide a domicile; aide a domicile; foyer d accueil; maison d accueil; sanatorium; hospice; urgences; etablissement sanitaire; secteur medico social",
  "etablissement-scolaire":
    "ecole; college; lycee; etablissement scolaire; groupe scolaire; maternelle; creps; internat; cfa; centre de formation d apprenti; maison familiale rurale; cite scolaire; etablissement d enseignement; centre aere; centre de loisir; enseignement agricole; accueil de loisir; periscolaire; segpa",
  "enseignement-superieur":
    "universite; universitaire; fac; faculte; iut; etablissement d enseignement superieur; enseignement superieur; institut de formation; ecole d infirmier; ecole d ingenieur; " +
    "ecole de commerce; etablissement de formation; grande ecole; laboratoire; laboratoire de recherche; centre de recherche; laboratoire universitaire; chercheur; bibliotheque universitaire; service de sante universitaire; service de sante etudiante; campus; bts; staps; institut universitaire; organisme de formation; ecole d aide soignant; doctorant; monde de la recherche; chaire",
  professionnels:
    "professionnel; medecin; infirmier; infirmiere; kine; kinesitherapeute; pharmacien; pharmacie; officine; psychologue; psychiatre; dieteticien; dieteticienne; dietetitienne; sage femme; soignant; " +
    "aide soignant; ergotherapeute; orthophoniste; osteopathe; therapeute; enseignant; professeur; instituteur; documentaliste; educateur; animateur; animatrice; coach; travailleur social; assistant social; assistante sociale; " +
    "service social; cadre de sante; praticien; specialiste; dentiste; chirurgien; nutritionniste; sophrologue; formateur; formatrice; intervenant; expert; avocat; juriste; architecte; artisan d art; artiste; comedien; bibliothecaire; " +
    "pair aidant; mediateur; mediatrice; cpts; msp; equipe de soin; opticien; audioprothesiste; podologue; cuisinier; ambulancier; tabacologue; addictologue; veterinaire; notaire; auxiliaire de vie; puericultrice; personnel soignant; personnel hospitalier; corps medical; equipe pedagogique; equipe educative; equipe soignante; geriatre; pediatre; oncologue; cardiologue; professionnel de sante",
  entreprise:
    "entreprise; commerce; commercant; grande surface; producteur; artisan; societe; pme; tpe; startup; supermarche; hypermarche; magasin; restaurateur; restaurant; agriculteur; " +
    "maraicher; eleveur; employeur; banque; assureur; industriel; hotelier; librairie; boulangerie; ferme; exploitation agricole; acteur economique; cabinet; centre commercial; fournisseur; traiteur; brasserie; cinema; bar tabac; viticulteur; apiculteur; imprimeur; agence immobiliere; garage; boulanger; boucher; epicerie; salle de sport; transporteur",
  fondation: "fondation; fonds de dotation; mecene; fond de dotation",
  cooperative:
    "cooperative; scic; scop; biocoop; banque cooperative; coop; coopérative agricole; cuma; cae; sociétaire",
  syndicat:
    "syndicat; organisation syndicale; intersyndicale; union syndicale; union departementale; bourse du travail; comite d entreprise; cse; partenaire social; syndicaliste",
  media:
    "media; presse; journal; radio; television; tele; presse locale; quotidien; magazine; web radio; chaine locale; journaliste; blog",
  citoyens:
    "citoyen; citoyenne; habitant; habitante; famille; parent; benevole; adherent; adherente; militant; militante; patient; patiente; usager; usagere; eleve; etudiant; etudiante; jeune; " +
    "senior; resident; residente; volontaire; particulier; aidant; riverain; voisin; consommateur; retraite; salarie; aine; donateur; enfant; collegien; lyceen; malade; locataire; grand public; population; beneficiaire; ancien; public; personne; femme; homme; conseil citoyen; participant; sympathisant; lyceenne; ami; proche",
  autre:
    "agence; partenaire; institution; bailleur; bailleur social; bailleurs sociaux; acteur; structure; structure d insertion; structure de l ess; bibliotheque; mediatheque; musee; theatre; office de tourisme; comite regional du tourisme; comite departemental du tourisme; centre culturel; " +
    "organisme; organisation; office public de l habitat; office hlm; parc; eglise; paroisse; diocese; conservatoire; ludobus; salle polyvalente; maison du tourisme; partie prenante; reseau; piscine; gymnase; groupe; organisme hlm; hlm; observatoire; groupement; consortium; comite; lieu culturel; conseil de developpement; plateforme; maison",
};

/** Nouns that name people or a part of an organisation: what follows them ("militants MGEN") says whose they are. */
export const PART_NOUNS: ReadonlySet<string> = new Set(
  (
    "comite militant militante benevole salarie salariee elu elue adherent adherente agent membre representant representante referent referente collaborateur collaboratrice " +
    "equipe delegue deleguee correspondant responsable ambassadeur ambassadrice entite agence section region antenne delegation reseau service administrateur volontaire personnel " +
    "president presidente directeur directrice sociétaire societaire conseiller conseillere intervenant cadre technicien animateur"
  ).split(" "),
);

/** People of an organisation rather than a unit of it: with them the organisation itself is the actor. */
export const PEOPLE_NOUNS: ReadonlySet<string> = new Set(
  (
    "militant militante benevole salarie salariee adherent adherente agent membre representant representante collaborateur collaboratrice equipe delegue deleguee volontaire personnel entite " +
    "administrateur correspondant responsable president presidente directeur directrice conseiller conseillere cadre technicien"
  ).split(" "),
);

/** Usual first names: with a family name and no organisation noun, they name a person, whose name is not kept. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
  (
    "jean marie pierre michel andre philippe alain bernard jacques daniel patrick nicolas christophe christian francois frederic laurent stephane david eric thierry olivier julien thomas sebastien " +
    "dominique gerard pascal vincent bruno guillaume alexandre antoine anne nathalie isabelle sylvie catherine francoise martine christine monique valerie sandrine veronique nicole stephanie celine " +
    "chantal patricia brigitte julie aurelie caroline sophie camille claire emilie virginie laurence marion helene lucie manon lea mathieu maxime romain kevin jerome fabrice yves gilles didier claude " +
    "paul louis hugo lucas emma sarah laura elodie delphine karine corinne mohamed fatima karim nadia ahmed"
  ).split(" "),
);

/** Words that are ordinary even when typed with a capital, so that they do not make a proper name. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "a au aux de du des d l la le les en et ou pour par sur sous dans avec sans contre entre chez qui que dont un une ses son sa leur leurs nos notre autre plusieurs divers different " +
    "local locale locaux regional regionale regionaux departemental departementale departementaux municipal municipale municipaux communal communale communaux intercommunal intercommunale national nationale nationaux " +
    "territorial territoriale territoriaux sanitaire social sociale sociaux solidaire medical medicale medico medicaux scolaire hospitalier hospitaliere sportif sportive culturel culturelle caritatif caritative " +
    "public publique prive privee rural rurale urbain urbaine loi partenaire volontaire liberal liberale liberaux benevole mutualiste professionnel professionnelle specialise specialisee general generale associatif associative " +
    "sport tourisme sante prevention soin culture jeunesse solidarite environnement education insertion formation retraite agriculture commerce industrie metier artisanat emploi travail logement habitat famille enfance handicap alimentation nature " +
    "ess rse iae siae qpv apa smr rgpd hlm rte odd copil secteur territoire quartier bassin canton vie activite economique economie economiques proximite terrain place voisin voisine environnant concerne concernee interesse interessee engage engagee " +
    "service equipe personne agee age jeune enfant eleve etudiant parent malade patient usager cancer diabete adulte femme homme acteur structure institution organisme projet action reseau maison centre point relais groupe comite office conseil union agence direction superieur superieure enseignement alternatif alternative"
  ).split(" "),
);

/** Themes that associations pair in their names ("Sport et Santé"), so that the conjunction does not separate two actors. */
export const THEME_WORDS: ReadonlySet<string> = new Set(
  (
    "sante humanisme habitat solidarite vie culture sport nature partage avenir famille jeunesse loisir territoire progres developpement environnement liberte decouverte education bien-etre " +
    "handicap autonomie citoyennete prevention ruralite patrimoine recherche tradition espoir joie travail emploi paix justice fraternite amitie art science musique danse theatre terre ciel eau foret " +
    "prevoyance entraide insertion accueil promotion formation emploi alimentation equilibre mouvement memoire savoir metier social medico parole ecoute dialogue humanite foi lumiere lien soin corps esprit jardin"
  ).split(" "),
);

/** Words reduced to a comparable singular: "hôpitaux" gives "hopital", "associations" gives "association"; input folded, one word. */
export function singular(word: string): string {
  if (word.length > 5 && word.endsWith("aux") && !word.endsWith("eaux")) return `${word.slice(0, -3)}al`;
  if (word.length > 4 && word.endsWith("eaux")) return word.slice(0, -1);
  if (word.length > 3 && (word.endsWith("s") || word.endsWith("x")) && !/(?:ss|us|is)$/.test(word))
    return word.slice(0, -1);
  if (word === "elus" || word === "clubs") return word.slice(0, -1);
  return word;
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const HEAD_INDEX: ReadonlyMap<string, ActorKind> = new Map(
  ACTOR_KINDS.flatMap((kind) =>
    HEADS[kind].split(";").map((head) => [fold(head).trim().split(" ").map(singular).join(" "), kind] as const),
  ),
);
const LONGEST_HEAD = 5;

const CLOSE_HEADS = new Map<string, ActorKind>();
for (const [head, kind] of HEAD_INDEX) {
  if (head.length < 8 || head.includes(" ")) continue;
  for (let at = 0; at < head.length; at++) CLOSE_HEADS.set(head.slice(0, at) + head.slice(at + 1), kind);
}

/** The kind of the head noun that a folded word misspells by one letter; null when none is that close. */
export function misspeltHead(word: string): ActorKind | null {
  const letters = singular(word);
  if (letters.length < 7 || letters.length > 30) return null;
  for (let at = -1; at < letters.length; at++) {
    const shorter = at < 0 ? letters : letters.slice(0, at) + letters.slice(at + 1);
    const kind = CLOSE_HEADS.get(shorter) ?? (at < 0 ? undefined : HEAD_INDEX.get(shorter));
    if (kind) return kind;
  }
  return null;
}

/** Finds the first head noun among folded words and its kind, the longest at that place; null when no word is a known head. */
export function headOf(words: readonly string[]): { kind: ActorKind; at: number; length: number } | null {
  const singulars = words.slice(0, 16).map(singular);
  for (let at = 0; at < singulars.length; at++) {
    for (let length = Math.min(LONGEST_HEAD, singulars.length - at); length > 0; length--) {
      const kind = HEAD_INDEX.get(singulars.slice(at, at + length).join(" "));
      if (kind) return { kind, at, length };
    }
  }
  return null;
}
