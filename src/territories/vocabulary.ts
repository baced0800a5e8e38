/** Words of ordinary French that answers put around places, or instead of them. All folded: lower case, no accents. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that never name a place here and may be dropped around one. */
const NOISE = list(`
  a au aux avec ce ces cette chez d dans de depuis des dont du elle en entre est et hors il ils inter jusqu l la le les
  leur leurs lieu lieux mes moi mon ne nos notre nous on ou par pas plus pour puis que qui sa sans se selon ses si son sous sur
  tous tout toute toutes un une uns vers via vos votre vous y ainsi autres autre notamment principalement surtout plusieurs
  quelques certains certaines divers diverses chaque zone zones rurale rurales rural ruraux urbaine urbaines urbain
  urbains periurbain periurbaine territoire territoires territorial territoriale quartier quartiers prioritaire prioritaires
  qpv qp ville villes village villages commune communes municipal municipale municipalite mairie mairies centre secteur
  secteurs bassin canton cantons perimetre campagne campagnes
  departement departements departemental departementale region regions regional regionale regionaux local locale locales
  locaux agence agences delegation delegations section sections antenne antennes site sites siege sieges etablissement
  etablissements ecole ecoles college colleges lycee lycees universite campus hopital hopitaux chu chrs ehpad clinique maison
  maisons sante association associations mutuelle mgen
  definir preciser determiner completer renseigner confirmer venir voir idem ligne distance distanciel visio visioconference
  internet web numerique aucun aucune neant rien na nc ras nsp inconnu inconnue non oui precise precisee specifie defini
  definie connu connue variable partout ailleurs ici ci dessus dessous meme interne externe
  environ environs alentour alentours proximite proche pres peripherie banlieue couronne autour
  ouest est sud nord littoral cote ile iles vallee haut haute bas basse grand grande petit petite
  cedex bp cs rue avenue boulevard place bis ter
  national nationale international internationale europe europeen europeenne monde etranger
`);

/** Words that alone say nothing of a place: sides of the compass and adjectives that are nevertheless parts of names. */
const DIRECTIONS = list("nord sud est ouest nordest nordouest sudest sudouest");

/** Whether a folded word names a side of the compass. */
export function isDirection(word: string): boolean {
  return DIRECTIONS.has(word);
}

/** Ordinary words that are also the name of a small commune, or one letter away from a territory. */
const COMMON = list(`
  accueil actes action actions age aides aide ami amis ans arc arme art arts atelier ateliers aube auge auteur auto avance avenir aze bague
  baie bain bains balle banc banque banques bar barre bas base bataille beau belle berger bien biens bisous blanc boire bois bon bonne bonnes
  bord bords bouche boule bourse bras briques brin bruit budget bureau bureaux caisse calme camp camps canal
  car carte cartes cas cause causes ceci cela celle celles cent cents chambre champ champs chance chapelle charge chat chemin
  chevaux chien choix clair classe clef client club code coin colis collectif combien combat comite commun compte comptes
  conseil conseils contre corps cou coup coupe cour courage courant courir cours course courses court creuser creuses croix
  cure danger date debut demain demande demandes depart derniere deux devant direct dire doit domaine dos double doute
  eau eaux ecoute effet effort eleve eleves enfant enfants ensemble entrer erreur esprit espace essais etat etats etude
  etudes exemple expert face faire fait faits famille familles fer ferme femme femmes fete feu fille filles fin fins flamme
  fleur fleurs fois fond fonds force forces foret forum four frais gare garde garder gens geste gestes glace gout grace
  grise gros groupe guerre habitants herbe heure homme hommes hors huit idee idees image jardin jardins jeu jeune jeunes
  jeux jour jours joie juge lac lait lance langue large lecture lettre libre lien liens livre livres loi loin loisir
  loges long lutte lundi machine main mains maire mal manche mange manger marche marches mardi mars matin mauvais mer mere
  merci metier metiers mieux mille milieu mine mise mode moins mois mondes mont montant mort mot mots moulin moyen moyens
  mur murs nage nature neuf noir noirs nom nombre nuit objet oeuvre ombre onze or orange ordre organisation outil outils
  page pain paix parc parents parler part partage participants partenaires parti pays peau peche pecheur pensee pere personne
  personnes peur piece pied pierre pierres place plage plaisir plan plein pluie poids point points pole pomme pont
  porte portes portee poste posts poule prairie premier premiere prendre presque prete prevention prise prix projet projets public publics
  puits quai quart quatre rang rat recul reine rencontre rencontres repas reponse reseau reste retour reunion reunions
  riche riviere roi ronde roses rouge route routes sable sac sage saint saison salle salles sale savoir savoirs sec
  sel sens sens seul signe ski soeur soin soins soir sol sommes somme sort source sports stage suite sucre suivi table tables tard
  temps terre terres test tete texte titre toit tour tours train travail travaux trois truc tres usine usines vache val
  valeur valeurs veille vent vente verre vers vert verte vie vies vieux vigne vignes vin vins visite vivre voie voisins voix vol volet
  vrai vue tests bonjour azerty qwerty toto lieue mobile mobilite parcours citoyen citoyens ambition alimentation education
  formation solidarite solidarites environnement culture logement emploi insertion handicap jeunesse seniors senior aidants
  belgique suisse espagne allemagne italie portugal geneve bruxelles londres berlin rome madrid barcelone afrique asie
  ligne lignes colonne colonnes union monnaie confort avion avions degre degres parent couture serre serres borne bornes simple
  simples levier leviers relevant routier routiers trait traits jumelle jumelles echelle echelles riche doux termes change
  changer monte montee carnet carnets gene mire lire collegien collegiens cagnotte attache attaches lie lies noue noues etape
  etapes comite comites guide guides bailleur bailleurs pompier pompiers maintenant maintenir oriente orienter alliance
  alliances commerce commerces listes liste garcon garcons mutuelles bancaire bancaires salarie salaries grands grandes
  communaux nouvelle nouvelles sommaire sommaires fabrique fabriques collecte collectes allie allies touche touches
  pose poses arbre arbres offre offres insere perenne beaute naitre coherent coherente maillage carbone centres longue longues
  tampon tampons tache taches courtes marge marges menu menus fleche fleches faux choisie choisies alloue basses cesse graisse
  chasse precieux branche branches signe signes juif bats coquille coquilles erre lombard montagne montagnes marque
  marques premieres pertes racine racines sure sauve retires passage passages trappe trappes casse casses bulle bulles
  pince courbe courbes courrier courriers appelle pure pures souche souches migre publier sale sales poussant miroir
  servant tourne marin marins morte bidon devise devises clavier claviers ramasse tombe abime abimes loupe loupes laps
  chapeau dormant dormants seuil seuils moyenne moyennes sommet sommets brute brutes parce espere avril fontes grosse
  grosses grave graves arche arches savane savanes ame ames port ports pointe gras touchez gardez ver vers bus job
  francais francaise combine combines fournie fournies argentin remis pairs
  filiere filieres gardant tronque poussent
  amerique canada quebec maroc tunisie algerie senegal luxembourg monaco
`);

/** Whether a folded word is ordinary French, so that a small commune of that name is not to be believed alone. */
export function isCommonWord(word: string): boolean {
  return COMMON.has(word) || NOISE.has(word);
}

/** Whether a folded word never names a place here. */
export function isNoise(word: string): boolean {
  return NOISE.has(word);
}

/** Whether a folded word is ordinary French in the feminine, the plural, or as it stands. */
export function isCommonInflected(word: string): boolean {
  return isCommonWord(word) || isCommonWord(word.replace(/(es|s|e)$/, "")) || isCommonWord(word.replace(/s$/, ""));
}

/** Whether every word may be dropped beside a place. */
export function isOnlyNoise(words: readonly string[]): boolean {
  return words.every((word) => NOISE.has(word) || COMMON.has(word));
}

/** Words that name the level meant: "département de la Vienne", "Vienne (ville)". */
export const SCALE_WORDS: ReadonlyMap<string, "commune" | "departement" | "region"> = new Map([
  ["departement", "departement"],
  ["departemental", "departement"],
  ["cd", "departement"],
  ["region", "region"],
  ["ville", "commune"],
  ["commune", "commune"],
  ["mairie", "commune"],
  ["municipalite", "commune"],
  ["village", "commune"],
]);

/** Words that make a name that of a landscape: "vallée de la Loire" is not the departement. */
export const LANDSCAPES = list(`
  vallee vallees val bords berges massif plaine plaines monts mont montagne montagnes bassin cote cotes baie golfe gorges
  estuaire marais plateau foret parc pays canal rives chaine
`);

/** Words after which places are left out: "Île-de-France hors Paris". */
export const EXCEPTIONS = list("hors sauf excepte exceptes hormis");

/** Words that widen a place without measuring it: "Niort et alentours", "environs de Pau". */
export const SURROUNDINGS = list(`
  alentour alentours environ environs peripherie banlieue couronne autour region bassin secteur canton proximite
  arrondissement voisinage
`);
