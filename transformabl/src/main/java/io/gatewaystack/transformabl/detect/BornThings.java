package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells, in languages other than English, dates on which what no person is was born: {@code Le
 * projet est né le …}, {@code Unser Verein wurde am … geboren}.
 */
final class BornThings {
  private static final int REACH = 60; // characters
  private static final int LONGEST_WORD = 24;
  private static final String CLAUSE_ENDS = ".,;:=>!?()\n\t|\"";

  private static final Set<String> ARTICLES =
      words(
          """
          a az das de de den der det deze die diese dieser dieses dit ein eine een el en esta este et
          het i il jego jej l la le les lo los las mi mijn mein meine mon ma minha meu mia mio moja
          mój naša naše nasz nasza nasze nosso nossa nostra nostro notre nuestra nuestro o os as ons
          onze questa questo ta ten to um uma un una une unser unsere vår vårt vores vår это этот эта
          наш наша наше""");

  private static final Set<String> THINGS =
      words(
          """
          bank bewegung bibliothek club betrieb band festival film firma galaxie genossenschaft
          gesellschaft gruppe idee initiative institut internet klub konzept konzern liga magazin
          mannschaft marke museum orchester organisation partei plattform produkt programm projekt
          republik schule sendung serie sprache stadt stern stiftung stil startup technik technologie
          theater tradition union universität unternehmen verband verein zeitschrift zeitung
          association bibliothèque chanson compagnie concept coopérative entreprise école émission
          équipe étoile fédération fondation galaxie groupe idée institut journal langue ligue marque
          mouvement musée orchestre parti plateforme produit programme projet république revue
          société style syndicat série technique théâtre université ville
          asociación biblioteca canción ciudad compañía concepto cooperativa empresa equipo escuela
          estilo estrella federación fundación galaxia grupo idea idioma iniciativa instituto lengua
          marca movimiento museo organización orquesta partido película periódico plataforma producto
          programa proyecto república revista sindicato sociedad teatro tecnología tradición
          universidad
          associazione azienda canzone città compagnia federazione fondazione giornale gruppo impresa
          iniziativa istituto lega lingua marchio movimento organizzazione partito piattaforma
          prodotto progetto programma repubblica rivista scuola società squadra stella stile teatro
          tecnologia tradizione università
          associação banda canção cidade clube companhia conceito empresa equipa escola estrela
          federação filme fundação ideia iniciativa instituto jornal língua movimento museu
          organização orquestra partido plataforma produto projecto projeto sociedade série tradição
          universidade
          bedrijf beweging bibliotheek bond groep instituut initiatief krant lied merk orkest partij
          platform ploeg project school stad ster stichting taal tijdschrift traditie universiteit
          vereniging
          biblioteka czasopismo drużyna fundacja festiwal firma gazeta grupa instytut klub marka
          miasto muzeum platforma pomysł ruch spółka stowarzyszenie szkoła tradycja uniwersytet zespół
          bandet bolaget festivalen firmaet företag företaget forening foreningen förening föreningen
          idén idéen klubben märket mærket projektet prosjekt prosjektet tidningen
          библиотека бренд газета город группа движение журнал звезда идея институт клуб команда
          компания лига музей общество партия платформа программа продукт проект республика союз
          традиция университет фестиваль фирма фонд школа""");

  private static final Set<String> VERBS =
      words(
          """
          a blev ble er est föddes fue foi fut geboren is ist nace nacido nació nacque naquit
          narodil narodila nasce nasceu naît né née nato nata urodził urodziła urodziło var war was
          werd wird wurde är è родилась родилось родился""");

  private BornThings() {}

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }

  /** Whether a thing is the subject of the clause that a date stands in. */
  static boolean areSubject(NormalText text, int date) {
    if (text.startsWith("born", date - 8) || text.startsWith("born", date - 5)) {
      return false; // English
    }
    int start = date;
    while (date - start < REACH && start > 0 && CLAUSE_ENDS.indexOf(text.at(start - 1)) < 0) {
      start--;
    }
    int first = next(text, start, date);
    int second = next(text, end(text, first), date);
    if (second >= date) {
      return false;
    }
    String word = word(text, first);
    if (THINGS.contains(word)) {
      return isVerb(text, second);
    }
    if (!ARTICLES.contains(word)) {
      return false;
    }
    int third = next(text, end(text, second), date);
    return isSubject(text, second, third)
        || isSubject(text, third, next(text, end(text, third), date));
  }

  private static boolean isSubject(NormalText text, int noun, int verb) {
    return THINGS.contains(word(text, noun)) && isVerb(text, verb);
  }

  private static boolean isVerb(NormalText text, int verb) {
    return VERBS.contains(word(text, verb));
  }

  private static int next(NormalText text, int from, int limit) {
    int at = from;
    while (at < limit && !Character.isLetter(text.at(at))) {
      at++;
    }
    return at;
  }

  private static int end(NormalText text, int from) {
    int end = from;
    while (end - from <= LONGEST_WORD && Character.isLetter(text.at(end))) {
      end++;
    }
    return end;
  }

  private static String word(NormalText text, int from) {
    return text.text(from, end(text, from)).toLowerCase(Locale.ROOT);
  }
}
