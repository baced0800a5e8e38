/** What tells the kind of a prospect, on text folded by `fold`: lower case, no accents, one kind of apostrophe. */

const PLACE =
  "(?:villes?|communes?|departements?|regions?|territoires?|quartiers?|cantons?|iles?|pays|villages?|agglomerations?|metropoles?|" +
  "intercommunalites?|collectivites?|academies?|bassins?|secteurs? geographiques?|zones?|lieux|endroits?|sites?|campus|" +
  "etablissements?|ehpad|ecoles?|colleges?|lycees?|universites?|poles?|hopita(?:l|ux)|cliniques?|centres?|residences?|" +
  "structures?|sections?|antennes?|agences?|delegations?|federations?|creches?|resto|restaurants?|cites?|maisons? de sante|" +
  "mairies?|associations?|entreprises?|clubs?|locaux|" +
  "towns?|cities|city|areas?|regions?|schools?|districts?|countries|places|hospitals?)";
const SUBJECT =
  "(?:publics?|grand public|monde|personnes?|gens|beneficiaires?|participante?s?|inscrite?s?|themes?|thematiques?|sujets?|partenaires?|partenariats?|acteurs?|" +
  "activites?|ateliers?|actions?|modules?|animations?|services?|seances?|creneaux|domaines?|disciplines?|pathologies?|" +
  "problematiques?|benevoles?|volontaires?|jeunes|enfants|eleves|etudiants|collegiens|lycees?ns|familles|seniors|aines|habitants|" +
  "femmes|hommes|salaries|agents|adherents?|professionnels?|generations?|classes|niveaux|tranches? d'age|contenus?|outils?|" +
  "interventions?|intervenants?|rencontres?|evenements?|produits?|prestations?|consultations?|places|creneaux|postes?|heures?|" +
  "audiences?|topics?|partners?|people|groups?|activities|workshops?)";
const OTHER = "(?:autres?|nouveaux?|nouvelles?|nouvel|other|new|further)";
const DETERMINER =
  "(?:(?:les|des|de|ces|ses|nos|quelques|plusieurs|certaines?|certains|un|une|the|deux|trois|quatre|cinq|dix|\\d{1,4}) |d'){0,2}";
const WHOLE =
  "(?:toute? (?:la |le |l'|les )?(?:region|departement|france|pays|territoire|ville|agglo|agglomeration|ile|canton|metropole|academie|reseau|bassin|communes|etablissements|ecoles|colleges|lycees)" +
  "|l'ensemble d(?:u|es|e la|e l') ?(?:region|departement|pays|territoires?|ville|agglomeration|ile|canton|metropole|academie|reseau|bassin|communes|etablissements|ecoles|colleges|lycees)" +
  "|(?:l'echelle|l'echelon|un niveau|niveau|echelle) (?:nationale?|regionale?|departementale?|europeenne?|locale|internationale?|de la region|du departement|du pays|du territoire)" +
  "|ailleurs|au dehors|l'exterieur|hors les murs|partout|france entiere|elsewhere|nationwide)";

/** Another territory or another establishment, with its determiner. */
export const OTHER_PLACE = new RegExp(
  `\\b(?:${DETERMINER}${OTHER} ${PLACE}|${DETERMINER}${PLACE} (?:voisine?s?|limitrophes?|alentours?|environnante?s?|proches|frontalier(?:e?s)?|volontaires?|du secteur)|(?:neighbou?ring|nearby) ${PLACE}|${WHOLE})\\b`,
);
/** More of what is there: publics, themes, partners. */
export const MORE = new RegExp(
  `\\b(?:${DETERMINER}${OTHER} ${SUBJECT}|(?:davantage|plus|encore plus|un plus grand nombre|more) (?:de |d'|des |le |la |les )?${SUBJECT}|(?:de )?${SUBJECT} (?:supplementaires?|nouveaux|nouvelles|additionnel(?:le)?s?))\\b`,
);
export const PLACES_LISTED = new RegExp(
  `^\\W*${PLACE} (?:vises?|visees?|cibles?|ciblees?|envisagee?s?|pressentie?s?|potentiel(?:le)?s?) ?: ?`,
);

/** Words that say that the initiative goes elsewhere, whatever follows. */
export const SPREADS =
  /\b(?:essaim\w*|duplic\w*|dupliq\w*|repli(?:qu|c)\w*|reprodui\w*|reproduct\w*|transpos\w*|export(?:er|able|ation)\w*|deploy\w*|deploie\w*|generalis\w*|dissemin\w*|l(?:e|a|es) diffuser|(?:diffusion|extension|developpement|ouverture|declinaison) (?:nationale?|regionale?|departementale?|internationale?)|changement d'echelle|passage a l'echelle|rollout|roll out|scal(?:e|ing) up|spread)\b/;
/** Verbs and nouns of movement, whose object decides. */
export const MOVES =
  /\b(?:eten(?:d|dre|dus?|due?s?|dons|dra|dront)\w{0,4}|extension\w?|elargi\w*|ouvr\w{1,5}|ouvert\w{0,5}|gagner|implant\w*|install\w*|declin\w*|diffus\w*|transfer\w*|touch\w*|atteindre|couvrir|viser|propos\w*|export\w*|lanc\w*|developp\w*|amen(?:er|ons)|extend\w*|expand\w*|widen\w*|open)\b/;
export const WIDENS =
  /\b(?:elargi\w*|diversifi\w*|enrichi\w*|ajout\w*|greff\w*|augment\w*|accroitre|accroissement|multipli\w*|doubl(?:er|ement)|tripl(?:er|ement)|etoff\w*|montee en charge|complet(?:er|e)|widen\w*|expand\w*)\b/;
export const LASTS =
  /\b(?:perenn\w*|perren\w*|pereni\w*|durables?|durablement|stabilis\w*|consolid\w*|ancrer|ancrage|dans (?:la duree|le temps)|sur le long terme|(?:poste|local|lieu|financement|dispositif|structure|equipe)s? (?:permanent|fixe|perenne)\w*|permanente?|sustain\w*|permanent)\b/;
/** Verbs whose object is the place or the public they go to. */
export const REACHES =
  /\b(?:gagner|vis(?:er|e|ons|ent)|atteindre|couvrir|rejoindre|touch(?:er|e|ons)|conquerir|equiper|reach)\b(?: (?:ensuite|aussi|egalement|maintenant|desormais|bientot))?/;
/** Something more that is set up: "développer des actions", "ouvrir un atelier". */
export const SETS_UP = new RegExp(
  `\\b(?:ouvrir|developper|propos(?:er|ons)|lanc(?:er|ement d[e'])|cre(?:er|ation d[e'])|installer|organiser|mettre en place|integrer) ?((?:des|une?|de|deux|trois|\\d+)? ?(?:${SUBJECT}))\\b`,
);
export const GOES_ON =
  /\b(?:poursui\w*|continu\w*|maint(?:enir|ien|enu\w*)|prolong\w*|garder|conserver|carry on|keep going)\b/;
export const RENEWS =
  /\b(?:recondui\w*|reconduct\w*|renouvel(?!able)\w*|refai\w*|revien\w*|reviendra\w*|refera\w*|recommenc\w*|reedit\w*|reiter\w*|rejou\w*|repeter|repet(?:e|ition)s?|relanc\w*|(?:nouvelle|prochaine|autre|deuxieme|seconde|troisieme|quatrieme|cinquieme|\d{1,2}(?:e|eme|nde|de|re)) (?:edition|session|saison|promotion|annee)s?|(?:edition|session|saison) (?:20\d\d|suivante|prochaine)|rendez-vous annuel|renew\w*|next edition|repeat\w*)\b/;
export const NEXT_TIME =
  /\b(?:l'an prochain|l'annee prochaine|chaque annee|tous les ans|annuel(?:le|lement)?|l'annee scolaire prochaine|en 20\d\d|every year|next year)\b/;

const POLICY =
  "(?:politiques?(?: [\\w-]+){0,2} (?:du departement|de la commune|de la region|publiques?|locales?|nationales?|municipales?|regionales?|departementales?|territoriales?|de (?:sante|prevention|la ville))|politiques? publiques?|public polic(?:y|ies)|" +
  "contrats? locaux de sante|contrat local de sante|cls|contrat de ville|contrat territorial\\w*|projet alimentaire territorial|projet (?:regional|territorial|de territoire|educatif)(?: de sante)?|prs|pat|pcaet|" +
  "plan (?:climat|regional|departemental|national|local|communal|alimentaire|sante)|schema (?:regional|departemental|de coherence|local)|droit commun|feuille de route|cahier des charges national|programme (?:national|scolaire|regional)|strategie (?:regionale|departementale|nationale|locale)|service public)";
/** A public policy that takes the initiative in, with its determiner. */
export const PUBLIC_POLICY = new RegExp(`(?:\\b(?:les|la|le|des|une?|the|nos|leurs?) |\\bl')?\\b${POLICY}\\b`);
export const TAKES_IN =
  /\b(?:place dans|integr\w*|inscri\w*|inser\w*|inclu\w*|pass(?:er|age)|repri\w*|reprendre|entr(?:er|ee)|bascul\w*|adoss\w*|devenir|rattach\w*|portage|ancr\w*|articul\w*|reconnai\w*|adopt\w*|part of|embed\w*)\b/;
export const TAKEN_OVER =
  /\b(?:repri\w+|portage|prise en charge|prise? en compte|porte|integre)\b.{0,40}? par ((?:la |le |les |l'|une? )?(?:collectivite|mairie|commune|ville|agglo|agglomeration|metropole|departement|region|etat|ars|conseil|pouvoirs publics|communaute de communes|prefecture|rectorat|education nationale|municipalite)s?)\b/;

export const TAKES_OVER =
  /\b((?:la |le |les |l')(?:collectivite|mairie|commune|ville|agglo|agglomeration|metropole|departement|region|etat|ars|conseil|pouvoirs publics|communaute de communes|prefecture|rectorat|education nationale|municipalite)s?) (?:\w+ ){0,2}?(?:repren\w+|prend\w* en charge|prenn\w+|porte(?:ra|r)?)\b/;

/** What introduces a condition. */
export const CONDITION =
  /\b(?:(?:et |mais )?(?:si|s'ils?)(?= )|sous (?:reserve|condition)s?\b|a (?:la )?(?:seule )?condition\b|des (?:que|qu'|lors)|quand\b|lorsque?\b|lorsqu'|une fois (?:que |qu'|le |la |les |l')|selon\b(?! nous)|en fonction d|faute d|a defaut d|a moins (?:que|qu'|d)|sauf\b|pourvu qu|tant qu|moyennant\b|depend(?:ra|ront|rait|ant)?\b|conditionne(?:e|s|es)? (?:a|au|aux|par)\b|subordonne(?:e|s|es)? a|en cas d|la ou (?=existe|il|se |les |des |une? |la |le )|avec (?:l'(?:aide|appui|accord)|le (?:soutien|concours|feu vert))\b|(?:il )?restera? a (?=\w+(?:er|ir|re)\b)|il (?:faudrait|faudra) (?!recond|peren)|dans la mesure (?:ou|du)|au cas ou|des obtention|apres obtention|if |provided (?:that|we|the)|subject to|depending on|as long as|once |unless |when )/g;

export const NOTHING_PLANNED =
  /^\W*(?:(?:il n'y a )?(?:pas|aucune?s?|rien)\b(?! assez| seulement| encore assez| loin)).{0,80}?(?:perspective|prev|envisag|program|pour l'instant|pour le moment|a ce jour|defini|essaim|extension|recondu|perenn|developpement|suite)/;
export const NEGATED = /^\W*non (?=[a-z])|\b(?:ne |n')[^,;]{0,30}?\b(?:pas|plus|jamais)\b|\bnot\b/;
