import type { Field } from "./fields.ts";

/** Words of a field: `words` may stand anywhere in a header, `asked` begin a question; both folded, in the singular. */
type Vocabulary = { words: string[]; weak?: string[]; asked?: string[] };

export const VOCABULARY: Record<Field | "metadata", Vocabulary> = {
  number: {
    words: [
      ..."n no nr num numero id identifiant ref reference number ordre rang".split(" "),
      ...[
        "numero fiche",
        "numero reponse",
        "id reponse",
        "numero ordre",
        "response id",
        "code fiche",
        "numero dossier",
      ],
    ],
    weak: ["fiche", "code", "key", "cle"],
  },
  title: {
    words: [
      ..."titre intitule title denomination appellation libelle designation".split(" "),
      ...["nom initiative", "nom projet", "nom action", "nom dispositif", "nom operation", "nom demarche"],
      ...["nom evenement", "nom experience", "initiative name", "project name", "action name", "name initiative"],
      ...["name project", "projet intitule"],
    ],
    weak: ["nom", "name"],
    asked: ["comment s appelle", "comment se nomme", "what is it called"],
  },
  place: {
    words: [
      ..."lieu lieux territoire localisation localite ville commune departement region perimetre place location".split(
        " ",
      ),
      ..."territory city town area where implantation geographie geographique dept intercommunalite epci".split(" "),
      ..."agglomeration pays academie canton quartier bassin municipality county localization endroit".split(" "),
      ...[
        "code postal",
        "zone geographique",
        "zone intervention",
        "code insee",
        "echelle territoriale",
        "rayon action",
      ],
    ],
    weak: ["zone", "site", "adresse", "address", "secteur", "echelle", "cp", "section"],
    asked: ["ou", "dans quel endroit", "a quel endroit", "where"],
  },
  since: {
    words: [
      ..."annee debut lancement demarrage creation depuis since year started start launch launched anciennete".split(
        " ",
      ),
      ..."millesime".split(" "),
      ...["date debut", "date lancement", "date creation", "date demarrage", "date realisation", "periode realisation"],
      ...["start date", "start year", "launch date", "annee debut", "annee lancement", "annee creation"],
    ],
    weak: ["date", "periode", "calendrier", "duree"],
    asked: ["depuis quand", "quand", "depuis combien", "when", "since when"],
  },
  need: {
    words: [
      ..."besoin problematique enjeu constat probleme contexte origine diagnostic motivation need issue problem".split(
        " ",
      ),
      ..."context genese raison challenge rationale background why".split(" "),
      ...["besoin social", "pourquoi cette initiative", "besoin identifie"],
    ],
    weak: ["objectif", "but", "finalite", "objective"],
    asked: ["pourquoi", "a quel besoin", "a quoi repond", "why", "de quel constat"],
  },
  description: {
    words: [
      ..."description descriptif resume presentation contenu deroulement modalite synthese summary detail".split(" "),
      ..."decrire decrivez decrire presentez describe explication content commentaire".split(" "),
      ...["action menee", "en quoi consiste", "texte libre", "action realisee", "mode operatoire", "what it does"],
    ],
    weak: [
      "objectif",
      "activite",
      "remarque",
      "observation",
      "fonctionnement",
      "deroule",
      "objective",
      "activity",
      "consiste",
    ],
    asked: [
      "en quoi consiste",
      "de quoi s agit",
      "que fait",
      "qu est ce",
      "what is it",
      "what does",
      "what do",
      "racontez",
      "quoi",
      "comment ca marche",
    ],
  },
  carriers: {
    words: [
      ..."porteur porteuse pilote porte pilotage initiateur initiatrice organisateur organisatrice animateur".split(
        " ",
      ),
      ..."carrier leader promoteur operateur coordinateur coordination gestionnaire organizer organiser lead".split(
        " ",
      ),
      ...["structure porteuse", "porteur projet", "chef file", "maitre ouvrage", "maitrise ouvrage", "porte par"],
      ...[
        "lead organisation",
        "lead organization",
        "project owner",
        "nom porteur",
        "nom structure",
        "led by",
        "acteur pilote",
      ],
    ],
    weak: ["structure", "organisme", "association", "organisation", "organization", "entite", "owner"],
    asked: [
      "qui porte",
      "qui pilote",
      "qui organise",
      "par qui",
      "qui est a l origine",
      "qui est a l initiative",
      "who leads",
    ],
  },
  partners: {
    words: [
      ..."partenaire partenariat cooperation partner partnership collaboration collaborateur copartenaire".split(" "),
      ..."allie cooperateur".split(" "),
      ...[
        "partie prenante",
        "acteur implique",
        "acteur associe",
        "acteur mobilise",
        "structure associee",
        "co construction",
      ],
      ...["structure partenaire", "organisme partenaire", "stakeholder", "acteur partenaire"],
    ],
    weak: ["acteur", "reseau", "soutien", "appui", "prestataire"],
    asked: ["avec qui", "qui participe", "with whom", "who with", "qui sont vos partenaires", "with who"],
  },
  funders: {
    words: [
      ..."financeur financement bailleur mecene funder funding subvention cofinanceur cofinancement sponsor".split(" "),
      ..."subventionneur donateur donor".split(" "),
      ...["source financement", "soutien financier", "financial support", "finance par", "partenaire financier"],
    ],
    asked: ["qui finance", "who funds", "finance par qui"],
  },
  audience: {
    words: [
      ..."public beneficiaire cible destinataire audience usager beneficiary beneficiarie population target".split(" "),
      ...["public vise", "public cible", "public concerne", "public beneficiaire", "target group"],
      ...["personne accompagnee", "target audience", "population cible", "public touche", "description public"],
    ],
    weak: ["participant", "adherent", "habitant", "personne"],
    asked: ["pour qui", "a qui", "for whom", "qui est concerne", "qui en beneficie", "vers qui"],
  },
  figures: {
    words: [
      ..."chiffre indicateur figure nombre combien effectif quantite frequentation metric statistique budget".split(
        " ",
      ),
      ..."montant cout kpi number count volume nb nbre".split(" "),
      ...[
        "chiffre cle",
        "donnee chiffree",
        "element chiffre",
        "nombre beneficiaire",
        "nombre participant",
        "key figure",
      ],
      ...[
        "nombre personne",
        "nombre action",
        "quelque chiffre",
        "resultat chiffre",
        "personne touchee",
        "bilan chiffre",
      ],
      ...[
        "public touche nombre",
        "nb beneficiaire",
        "nb participant",
        "people reached",
        "number beneficiary",
        "key number",
      ],
      ...[
        "number participant",
        "mesure impact",
        "personne beneficiaire nombre",
        "nbre beneficiaire",
        "indicateur resultat",
      ],
    ],
    asked: ["nombre de", "nombre d", "number of", "combien", "how many", "en chiffre"],
  },
  impacts: {
    words: [
      ..."impact effet resultat changement bilan apport retombee outcome result effect benefice evaluation".split(" "),
      ..."consequence benefit".split(" "),
      ...["changement observe", "valeur ajoutee", "effet constate", "ce qui a change", "plus value", "utilite sociale"],
    ],
    asked: ["qu est ce qui a change", "quels changements", "what changed", "ce que ca change", "ce que cela change"],
  },
  prospects: {
    words: [
      ..."perspective suite avenir essaimage prochain prochaine futur reproductibilite perennisation prospect".split(
        " ",
      ),
      ..."reproduction duplication developpement ambition next future evolution transferabilite duplicabilite".split(
        " ",
      ),
      ..."perennite essaimer reproductible duplicable essaimable transferable replicable etendre plan".split(" "),
      ...["suite envisagee", "prochaine etape", "suite prevue", "next step", "suite donnee", "evolution envisagee"],
      ...["piste developpement", "perspective developpement", "potentiel essaimage"],
    ],
    weak: ["projection", "piste", "envisagee", "deploiement"],
    asked: ["et apres", "et ensuite", "et demain", "et maintenant", "quelle suite", "what next", "and then"],
  },
  domain: {
    words: [
      ..."domaine thematique theme axe categorie rubrique domain category topic field champ".split(" "),
      ...["domaine intervention", "champ action", "axe strategique", "type initiative", "type action", "type projet"],
    ],
    weak: ["tag", "mot", "type", "nature"],
  },
  respondent: {
    words: [
      ..."email courriel mail mel telephone tel portable contact repondant repondante redacteur prenom".split(" "),
      ..."referent referente respondent phone interlocuteur auteur fonction poste".split(" "),
      ...["e mail", "adresse mail", "adresse email", "adresse electronique", "nom repondant", "nom referent"],
      ...["nom contact", "nom prenom", "personne contact", "personne contacter", "personne ressource", "nom famille"],
      ...["first name", "last name", "full name", "nom utilisateur"],
      ...["coordonnee contact", "fonction repondant", "nom redacteur", "intitule poste"],
    ],
    weak: ["coordonnee", "responsable"],
    asked: [
      "votre nom",
      "vos nom",
      "votre fonction",
      "your name",
      "qui etes vous",
      "qui remplit",
      "who are you",
      "rempli par",
    ],
  },
  metadata: {
    words: [
      ..."horodateur horodatage timestamp lien url photo".split(" "),
      ...["date reponse", "date saisie", "date soumission", "date envoi", "date derniere action", "derniere page"],
      ...[
        "langue depart",
        "adresse ip",
        "heure debut",
        "heure fin",
        "date entretien",
        "date visite",
        "site web",
        "site internet",
        "start time",
        "completion time",
        "submission date",
      ],
      ...["date modification", "date enregistrement", "heure derniere modification", "submit date"],
    ],
  },
};

/** Words that name any initiative: they tell nothing beside another, and mean the title when they stand alone. */
export const GENERIC_WORDS = new Set(
  "initiative projet action dispositif operation demarche experience experimentation project evenement type".split(" "),
);

/** Words that carry no meaning in a header, folded and in the singular; French then English. */
export const EMPTY_WORDS = new Set(
  (
    "le la les l un une des de du d et ou a au aux en sur dans pour par avec sans quel quelle quels quelles est sont " +
    "votre vos notre nos ce cette ces se s t il elle ils elles on y qui que qu quoi si vous nous c ca cela etre avez " +
    "repond repondent merci preciser precisez indiquer indiquez svp eventuel eventuelle " +
    "principal principale principaux facultatif obligatoire plait quelque ete ont leur son sa ses " +
    "concerne concernee visee vise local locale depart liste lister citer citez autre ici " +
    "the of an is are was your our this that it its please in at to for with by and or do does did has have been which"
  ).split(" "),
);
