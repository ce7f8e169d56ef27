"""Little words that say what a name beside them is: of a person, a place, a body, a shop."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.vocabulaire import liste

TITRES: Final = liste(
    "m mr mrs mm mme mmes mlle mlles melle monsieur messieurs madame mesdames mademoiselle mdm "
    "mdme mdam madam mdemoiselle mamzelle msieur m'sieur mosieur mossieu mocieur mister missieu "
    "dr docteur docteure pr professeur me maitre mrs sra senora senhora signora signor frau herr"
)
TITRES_COMMUNS: Final = liste(
    "monsieur messieurs madame mesdames mademoiselle docteur docteure professeur maitre"
)
"""Said of somebody without a name too: « un monsieur », « le docteur »."""
TITRES_D_UNE_LETTRE: Final = liste("m me pr mm dr")
PARTICULES: Final = liste(
    "de da do dos das del della di du des le la les van von der den den ten ter el al ben bel "
    "bin ibn abou abu ould oulad ait ait-el si sidi saint sainte st ste mac mc bou d' l'"
)
FONCTIONS: Final = liste(
    "maire mairesse adjoint adjointe prefet prefete sous-prefet sous-prefete president "
    "presidente directeur directrice ministre depute deputee senateur senatrice conseiller "
    "conseillere proviseur proviseure principal principale commissaire procureur procureure "
    "juge gardien gardienne concierge coordinateur coordinatrice elu elue cure imam pasteur "
    "facteur agent chef responsable delegue deleguee commandant capitaine brigadier adjudant "
    "cpe infirmiere infirmier educateur educatrice animateur animatrice mediateur mediatrice "
    "boulanger boulangere coiffeur coiffeuse pharmacien pharmacienne le la personne"
)
FAMILLE: Final = liste(
    "fils fille fille filles frere freres soeur soeurs mere pere maman papa parents oncle "
    "tante tonton tata cousin cousine cousins neveu niece mari femme epoux epouse copain "
    "copine ami amie compagnon compagne ex grand-mere grand-pere mamie papi papy belle-mere "
    "beau-pere beau-fils belle-fille petit-fils petite-fille bebe enfant enfants gosse veuve "
    "couple jumeaux"
)
METIERS: Final = liste(
    "barman barmaid vigile kine livreur livreuse chauffeur cuisinier cuisiniere serveur serveuse "
    "garagiste plombier boucher bouchere pharmacien pharmacienne buraliste libraire jardinier "
    "balayeur eboueur electricien caissiere caissier"
)
"""What somebody who is met in the street does."""
GENS: Final = METIERS | liste(
    "voisin voisine voisins petit petite petits jeune grand grande gamin gamine garcon ado "
    "adolescent adolescente collegien collegienne lyceen lyceenne eleve gardien gardienne "
    "concierge educateur educatrice educ animateur animatrice agent collegue mediateur "
    "mediatrice medecin prof professeur prof directeur directrice locataire habitant "
    "habitante monsieur madame dame vieux vieille pote poto daron daronne patron patronne "
    "gerant gerante boulanger epicier coiffeur stagiaire benevole referent referente coach "
    "entraineur infirmiere infirmier facteur imam cure president presidente dealer caid "
    "gars meneur leader fameux fameuse soi-disant"
)
NOMMES: Final = liste(
    "nomme nommee prenomme prenommee denomme denommee surnomme surnommee alias appelle appele "
    "appelee appellent certain certaine prenom nom surnom blaze"
)
"""What follows is a name, whatever it looks like."""
AVEC: Final = liste(
    "conflit litige avec avc recroise recroisee reparle recontacte souci soucis probleme chez vu "
    "vue vus croise croisee rencontre rencontree revu selon entre contre orientation oriente "
    "orientee "
    "accompagne accompagnee accompagnement rdv entretien appele rappeler rappele appeler "
    "contacte contacter joindre merci bravo embrassade bagarre altercation embrouille dispute "
    "plainte demande demander parle parler discute discussion echange dossier appart "
    "appartement remis remettre dis dire ramene raccompagne invite inviter aide aider ecoute "
    "ecouter salue dixit voir vs relance relancee relancer recadre recadrer raccompagner prevenu "
    "prevenir conseille recontacter accueilli accueillie"
)
PAROLES: Final = liste(
    "parle parler parlait dit dire dis demande demander donne donner remis remettre rappeler "
    "repondu repondre propose proposer explique expliquer merci bravo bonjour rendu rendre "
    "aide aider appartient grace face suite"
)
LIEU_AVANT: Final = liste(
    "intervention tournee presence passage ronde maraude balade tension tensions depart a au "
    "aux vers sur depuis direction secteur quartier cote place derriere devant pres gare dans "
    "en jusqu jusqu'a via par station puis autour proche entree sortie"
)
DETERMINANTS: Final = liste(
    "un une le la l les des du de d ce cet cette ces mon ma mes ton ta tes son sa ses notre "
    "nos votre vos leur leurs quelques plusieurs chaque deux trois quatre cinq six dix aucun "
    "aucune en au aux a bien tres plus trop si pas tout toute je j tu il elle on nous vous "
    "ils elles se s me m te t ne n y lui qui que"
)
VERBES: Final = liste(
    "gueule rale arbitre chante danse mange ecrit lit envoie recoit donne prete paie tente "
    "essaie filme rappe reclame rackette rigole bavarde crache poste rode guette surveille "
    "repare nettoie jardine cuisine garde soigne conduit roule saute grimpe monte descend "
    "repart attendait pousse a ont est etait sont etaient avait avaient n ne s se nous m me "
    "veut voulait peut doit dit disait demande demandait refuse accepte cherche attend habite "
    "vit menace insulte crie hurle parle pense va vient revient part reste dort boit fume "
    "deal deale dealait vend tient traine trainait propose remercie appelle aide fait signale "
    "raconte explique sait voit joue court pleure rit aimerait voudrait organise anime ouvre "
    "ouvrira ferme laisse prend passe passera passait arrive sort rentre frappe tape casse "
    "jette vole met mets montre offre souhaite rappelle rappellera confirme annule trouve "
    "cherchait squatte harcele fugue embete emmerde gere commence continue arrete accuse "
    "conteste s'est viendra reviendra repassera dirait doit etais"
)
VERBES_SURS: Final = VERBES - liste(
    "a ont est etait sont etaient avait avaient fait met ferme ouvre tient reste passe casse "
    "jette arrete annule confirme part frappe tape pense garde roule monte descend pousse "
    "donne poste"
)
"""What things hardly do: enough for a word that no list knows."""
COURANTS: Final = liste(
    "mai noel france saint sainte juste paris victoire islam ramadan aid avril janvier ange "
    "avenir soleil victoria covid ocean toussaint carnaval pentecote ascension dieu allah "
    "saison colis orange free total casino match but van bus can pole paix liberte egalite "
    "fraternite republique europe nation bastille voltaire alma italie espagne maroc algerie "
    "tunisie portugal turquie jeune bonne bon grand petite petit police centre ville vie asso "
    "amis ami welcome love street happy"
)
"""Ordinary even with a capital; some are first names too."""
ABREVIATIONS: Final = liste(
    "ya jai tjs tjr tjrs bcp mdr lol svp stp rdv asso resto appart ado ados aprem we pr ds tt "
    "tlm koi ke ki sa se mem meme po pa pb pbs nb ras hs ok ko cad svp tel num dc qd qq qqn "
    "qqs qlq jms mtn auj dem apm msg mess info infos dispo prob trankil tkl bat bt esc res "
    "rue av bd pl imm ent comm sect quart lamp asc ca cv alo slt bjr bsr cdt aka med meds "
    "mada ons dsl bg vs tg fdp go la lo li lu si so do re mi fa sol son ton mon cam ali-baba "
    "lun mar mer jeu ven sam dim kebab snap insta tik tok sur kelkun kelk1 kelqun qqun "
    "quelkun quelqun persone persones person tlmonde lmonde educ anim gard prox loca coord "
    "mediat dir asv eduq educs sem semaine devan dvt dvan sous pas plus non oui hop bah bof "
    "ouf pff bon ben hein eh ah oh wesh cite city foot hand basket rugby boxe"
)
SIGLES: Final = liste(
    "ameli parcoursup doctolib pronote adil caf ccas cpam apap amsom opac sip bst bac pmi cmp "
    "ase crip msap mdph adapei adoma aprova opj gav sncf ratp edf gdf ran cia nasa acab ad "
    "vidal oph ram rsa apl sdf ssiad gir ddcs anah siao samu smur sdis afpa cija bij prs ddtm "
    "lmh ffb aem amt cat esat ime itep sessad pjj epide"
)
MARQUES: Final = liste(
    "cora atac spar netto effia eiffage securitas somelec numericable linky voltalis melenchon "
    "macron zemmour bardella sarkozy hollande chirac mitterrand darmanin attal lidl aldi auchan "
    "carrefour leclerc casino intermarche monoprix franprix action gifi kiabi decathlon "
    "boulanger darty fnac ikea conforama norauto feuvert midas renault peugeot citroen dacia "
    "mercedes clio megane twingo kangoo bmw audi toyota ford fiat opel seat skoda yamaha honda "
    "piaggio lime dott tier bolt uber deliveroo orange sfr free bouygues enedis veolia suez "
    "engie otis schindler thyssenkrupp clear channel decaux jcdecaux heineken coca fanta sprite "
    "orangina pepsi redbull desperados leffe amazon mondial relay vinted nike adidas lacoste "
    "quick mcdo macdo mcdonald kfc subway starbucks picard chronopost colissimo ups dhl fedex "
    "poste total esso shell bp zidane mbappe messi ronaldo soprano jul ninho gims francas "
    "jennyfer zara nocibe sephora rocher marionnaud thiriet grandfrais supermarche tiktok "
    "snapchat instagram facebook whatsapp telegram youtube linkedin pinterest reddit bereal "
    "viber skype messenger netflix twitter google waze kalenji ferrari lamborghini velam nemo "
    "ametis keolis transdev"
)
ORGANISMES: Final = (
    "m propre|mr propre|monsieur propre|madame irma|mme irma|mr freeze|le pen|marine le pen|"
    "leo lagrange|les francas|abbe pierre|france travail|pierre fabre|||"
    "saint vincent de paul|emmaus|france victimes|france terre d'asile|sacre coeur|||"
    "jean moulin|charles de gaulle|jules ferry|victor hugo|leon blum|jean jaures|jean zay|||"
    "anne frank|rosa parks|simone veil|martin luther king|nelson mandela|pere noel|||"
    "mere noel|saint nicolas|saint valentin|sainte catherine|notre dame|jeanne d'arc|||"
    "louise michel|marie curie|francois mitterrand|uber eats|leroy merlin|pizza hut|||"
    "tom tom|mario kart|jean bouin|roland garros|zinedine zidane|kylian mbappe|||"
    "marie claire|jean cocteau|pablo picasso|guy moquet|salvador allende|jean bart|||"
    "georges pompidou|jules verne|saint exupery|marcel pagnol|jacques brel|||"
    "georges brassens|edith piaf|emile zola|albert camus|jean paul sartre|arthur rimbaud|||"
    "paul verlaine|charles baudelaire|paul eluard|louis aragon|elsa triolet|||"
    "hugo boss|calvin klein|ralph lauren|tommy hilfiger|jean paul gaultier|louis vuitton||||"
    "yves rocher|paul smith|pierre cardin|karl lagerfeld|franck provost|jacques dessange|||"
    "pierre brossolette|robert desnos|jacques prevert|henri barbusse|romain rolland|||"
    "maurice thorez|gabriel peri|ambroise croizat|marcel cachin|paul vaillant couturier|||"
    "missak manouchian|danielle casanova|olympe de gouges|simone de beauvoir|lucie aubrac|||"
    "germaine tillion|josephine baker|frida kahlo|marie jose perec|alice milliat|||"
    "colette besson|yannick noah|auguste renoir|claude monet|vincent van gogh|paul cezanne|||"
    "henri matisse|george sand|claude debussy|maurice ravel|hector berlioz|louis pasteur|||"
    "pierre curie|henri dunant|raoul follereau|patrice lumumba|frantz fanon|aime cesaire|||"
    "toussaint louverture|victor schoelcher|jean mermoz|clement ader|louis bleriot|||"
    "helene boucher|youri gagarine|charles peguy|alain fournier|jean monnet|robert schuman|||"
    "olof palme|pierre mendes france|leon gambetta|robin des bois|harry potter|||"
    "philippe auguste|jean de la fontaine|blaise pascal|denis diderot|||"
    "jean jacques rousseau|pierre corneille|jean racine|jean lurcat|le corbusier|||"
    "jacques tati|pierre perret"
)
"""Said of places and bodies without their noun; nobody that one meets."""
SURNOMS: Final = liste(
    "steph stef momo mouss seb nico fred alex manu kev mika ludo greg moh jojo dede gege "
    "bebert zak isa caro vero flo domi jc jp jm jb jf jl sofi abdou mehd karimou titi nono "
    "toto riri kiki lulu juju didou nadou rico tonio mich phil pat cath sandy steeve kikou "
    "momodou mous bouba zizou papou bibi bobby cece chouchou coco didi didine doudou "
    "fafa fifi fofo gigi gogo jaja jiji joce kaka keke khal koko lala lili lolo lola loulou "
    "loulouche mama mimi mimiche minou momone nana nanou nenette nini nouche nounou nounours "
    "papillon pepe pepette pepito pompon popo poulette poupou ptitlou roro rourou "
    "sissi sonso soso tatave titine titou tototte toufik toufou "
    "vava vivi yaya yoyo zaza zeze zezette zouzou"
)
"""What people are called by, once the words around tell of somebody."""
DE_QUELQU_UN: Final = liste(
    "demande dossier appart appartement plainte message visite retour arrivee parole info "
    "infos nouvelles colere depart cas situation suivi part mot avis maison studio chambre "
    "voiture scooter moto chien cave balcon porte anniversaire deces enterrement mariage "
    "hospitalisation absence accord refus reponse compte nom aide"
)
"""What is somebody's: « la demande de Selim »."""
ADJECTIFS: Final = liste("clement valentin romain romane germain constant martial")
ARTICLES: Final = liste(
    "le la l les un une ce cet cette du des au aux mon ma mes son sa ses notre votre leur deux"
)
ANONYMES: Final = liste("x y z xx xxx n")
NOBLES: Final = liste("van von da dos el ould bin ibn abou")
APRES_UN_SURNOM: Final = liste("de du le la dit nous")
DES_GENS: Final = liste(
    "colere ok rdv mediation absent absente present presente injoignable joignable prevenu "
    "prevenue motive motivee accord dispo venu venue revenu revenue parti partie rentre "
    "rentree arrive arrivee dit insulte menace demande parle voulu refuse explique raconte "
    "propose accepte quitte frappe agresse fugue exclu exclue hospitalise hospitalisee decede "
    "decedee mort morte inquiet inquiete fache fachee enerve enervee content contente triste "
    "seul seule perdu perdue retrouve passe vu vue trouve eu appele"
)
BETES_ET_CHOSES: Final = liste(
    "caniche chien chienne chat chatte chaton chiot lapin perroquet poney ane cheval hamster "
    "robot peluche doudou jouet pantin dinosaure ours mascotte clown"
)
"""What has a nickname and is nobody."""
OEUVRES: Final = liste("film films chanson chansons clip album morceau rap son sons")
"""« un film de Rocky », « une chanson de Jul »: whose they are is nobody that one meets."""
APRES_A: Final = liste(
    "pas ete eu fait dit encore toujours tout bien mis pris vu voulu pu du su venu la dans "
    "ici seul"
)
TOUJOURS: Final = liste("toujours tjrs tjs encore deja tres pas bien souvent jamais trop")
PARLE: Final = liste("dit demande raconte explique veut pense trouve confirme nous previent")
CELEBRES: Final = liste(
    "poulenc satie rameau lully couperin faure berlioz delambre messager macron voltaire "
    "diderot balzac zola hugo gambetta mozart chopin ravel debussy garibaldi monnet pasteur "
    "curie verne fafet brossolette calmette marivaux moliere racine corneille rabelais "
    "montaigne descartes lamartine musset vigny stendhal flaubert maupassant proust camus "
    "sartre aragon eluard prevert desnos verlaine rimbaud baudelaire apollinaire cezanne "
    "renoir monet manet degas matisse picasso rodin berlioz bizet gounod vivaldi bach "
    "beethoven schubert wagner verdi guynemer mermoz bleriot foch joffre kleber hoche marceau "
    "carnot thiers jaures blum briand clemenceau poincare mandel allende mandela gandhi "
    "lumumba cesaire senghor lavoisier ampere arago kepler newton galilee einstein condorcet "
    "danton robespierre marat mirabeau lafayette vauban colbert richelieu mazarin turgot "
    "sully bayard parmentier jacquard montgolfier lumiere melies branly becquerel kennedy "
    "roosevelt churchill lincoln washington brassens brel piaf pagnol saint-exupery chaplin "
    "nobel coubertin delaune lagrange trenet bonnefoi"
)
"""Whose names our streets, schools and towers bear, and which are said without them."""
PRENOMS_CELEBRES: Final = liste("hugo marceau cesaire")
"""Of those, what children are called today."""
HABITENT: Final = liste(
    "jeunes lyceens lyceennes collegiens collegiennes eleves habitants habitantes gens "
    "enfants ados primaires riverains residents commercants supporters mamans equipe equipes "
    "gars filles garcons anciens"
)
"""« les lycéens de Delambre »: of a place."""
