"""Words by which writing help understands a text. To add a language: one more entry, most of it a list of nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True)
class TipWords:
    """What to look for in one language. `density`: how much more a character says than an English one."""

    broken_thing: Pattern[str]
    error: Pattern[str]
    seen: Pattern[str]
    place: Pattern[str]
    density: float = 1.0


def of(locale: str) -> TipWords:
    """Return the words of a language, English ones where it has none."""
    return _WORDS.get(locale.replace("_", "-").partition("-")[0].lower(), _WORDS["en"])


def _find(pattern: str) -> Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WORDS = {
    "en": TipWords(
        _find(
            r"\b(?:my|our|the|a|an|this|that|one of (?:my|our|the)) ([a-z]{3,20}) (?:still |just |also )?"
            r"(?:(?:does|do|did|is|are|was|will|wo|can)(?:n['’]?t| not|not)\b|stopped|fails?\b|failed|broke|crash)"
        ),
        _find(r"\b(?:errors?|error message|exception|warning)\b"),
        _find(r"\b(?:look(?:s|ed)?|display(?:s|ed)?|shown?|shows|see|screen|layout|blank|button|picture|image)\b"),
        _find(r"\b(?:page|site|website|list|report|form|dashboard|record|campaign|workflow|view|link)\b"),
    ),
    "fr": TipWords(
        _find(
            r"\b(?:mon|ma|mes|notre|nos|le|la|les|un|une|ce|cette|l['’]) ?([a-zà-ÿœ]{3,20}) (?:n['’] ?|ne )"
            r"(?:\w+ )?(?:marche|marchent|fonctionne|fonctionnent|s['’]\w+|peut|veut|charge|\w+)\b"
        ),
        _find(r"\b(?:erreurs?|message d['’]erreur|exception|avertissement)\b"),
        _find(r"\b(?:affich\w+|écran|mise en page|bouton|image|vois|voit|voir|blanche?)\b"),
        _find(r"\b(?:page|site|liste|rapport|formulaire|tableau|fiche|campagne|vue|lien)\b"),
    ),
    "de": TipWords(
        _find(
            r"\b(?:mein|meine|unser|unsere|der|die|das|ein|eine|diese[rs]?) ([a-zäöüß]{3,30}) (?:\w+ ){0,2}?"
            r"(?:geht|gehen|funktionier\w+|lädt|laden|läuft|startet|öffnet|reagiert|lässt|kann|ist|will) (?:\w+ ){0,2}?"
            r"(?:nicht|kaputt|defekt)"
        ),
        _find(r"\b(?:fehler|fehlermeldung\w*|ausnahme|warnung)\b"),
        _find(r"\b(?:sieht|seh\w+|anzeige|angezeigt|bildschirm|darstellung|leer|knopf|schaltfläche|bild)\b"),
        _find(r"\b(?:seite|webseite|website|liste|bericht|formular|dashboard|datensatz|kampagne|ansicht|link)\b"),
    ),
    "ja": TipWords(
        _find(
            r"(リスト|一覧|ページ|レポート|フォーム|画面|メール|ボタン|ファイル|アプリ|リンク|画像|ログイン|[ァ-ヶー]{3,12})"
            r"(?:が|は|を|も)?(?:うまく|まったく|全く|正しく)?"
            r"(?:動作し(?:な|ませ)|動か|動きませ|表示され(?:な|ませ)|開け(?:な|ませ)|開きませ|使え(?:な|ませ)|でき(?:な|ませ)|壊れ|機能し(?:な|ませ))"
        ),
        _find(r"エラー|例外|警告"),
        _find(r"表示|画面|見え|レイアウト|真っ白|ボタン|画像"),
        _find(r"ページ|サイト|リスト|一覧|レポート|フォーム|ダッシュボード|リンク"),
        density=2.5,
    ),
    "pt": TipWords(
        _find(
            r"\b(?:meu|minha|meus|minhas|nosso|nossa|o|a|os|as|um|uma|esse|essa|este|esta) ([a-zà-ÿ]{3,20}) não "
            r"(?:\w+ )?(?:funciona\w*|abre\w*|carrega\w*|aparece\w*|está|consig\w+|\w+)\b"
        ),
        _find(r"\b(?:erros?|mensagem de erro|exceção|aviso)\b"),
        _find(r"\b(?:aparece\w*|mostra\w*|tela|ecrã|layout|botão|imagem|vejo|branco|branca)\b"),
        _find(r"\b(?:página|site|lista|relatório|formulário|painel|registro|registo|campanha|link)\b"),
    ),
    "es": TipWords(
        _find(
            r"\b(?:mi|mis|nuestro|nuestra|el|la|los|las|un|una|este|esta) ([a-zà-ÿ]{3,20}) no "
            r"(?:me |se )?(?:funciona\w*|abre\w*|carga\w*|aparece\w*|está|puede\w*|\w+)\b"
        ),
        _find(r"\b(?:error|errores|mensaje de error|excepción|advertencia)\b"),
        _find(r"\b(?:aparece\w*|muestra\w*|pantalla|diseño|botón|imagen|veo|blanco)\b"),
        _find(r"\b(?:página|sitio|lista|informe|formulario|panel|registro|campaña|enlace)\b"),
    ),
    "pl": TipWords(
        _find(
            r"\b(?:moja|mój|moje|nasza|nasz|nasze|ta|ten|to) ([a-ząćęłńóśźż]{3,20}) nie "
            r"(?:\w+ )?(?:działa\w*|otwiera\w*|ładuje\w*|wyświetla\w*|\w+)\b"
        ),
        _find(r"\b(?:błąd|błędu|błędy|komunikat\w*|wyjątek|ostrzeżeni\w+)\b"),
        _find(r"\b(?:wygląda\w*|wyświetla\w*|ekran\w*|układ|przycisk\w*|obraz\w*|widz\w+|pust\w+)\b"),
        _find(r"\b(?:stron\w+|witryn\w+|list\w+|raport\w*|formularz\w*|panel\w*|kampani\w+|widok\w*|link\w*)\b"),
    ),
}
