"""Words around quotes in the languages of Western Europe and the Americas."""

from __future__ import annotations

from helpcenter.domain.mail.reply.words import Words

WEST: dict[str, Words] = {
    "en": Words(
        openers="on|at|in a message dated|quoting|in reply to|in message",
        verbs="wrote|writes|has written|said|says|sent the following|replied",
        days="mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
        sender="from|sender",
        sent="sent|date|sent on|sent at|date sent",
        to="to|recipient|recipients",
        copy="cc|bcc|reply-to|reply to|importance|priority|sensitivity|attachments|mailed-by|organization|organisation",
        subject="subject|re",
        original="original message|original email|original mail|original appointment|previous message|reply message",
        forward="forwarded message|begin forwarded message|forwarded email|forwarded by|forwarded mail|"
        "start of forwarded message",
        mobile="sent from|sent wirelessly from|"
        "sent via|sent with|sent using|sent through|sent on|securely sent|get outlook for|composed on|"
        "typed on|written on my|"
        "download outlook for|please excuse typos|excuse my brevity|please excuse my brevity|please excuse brevity",
        mobile_end="from mobile",
        mobile_whole="from my android|from my mobile|from my phone|sent by galaxy",
        mobile_mine="sent from my|sent by my|sent via my|from my iphone|from my ipad",
        confidential="confidential|privileged|legally protected",
        addressee="intended recipient|intended solely|intended only|named addressee|received this|intended for|"
        "addressee",
        above="reply above this line|type your reply above|write above this line|reply above the line|"
        "respond above this line",
    ),
    "fr": Words(
        openers="le|en date du|à|selon|message de",
        verbs="a écrit|écrit|a ecrit|écrivait|a répondu",
        days="lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
        sender="de|expéditeur|émetteur|envoyé par",
        sent="envoyé|date|envoyé le|date d'envoi|envoyé à|message du",
        to="à|a|pour|destinataire|destinataires",
        copy="cc|cci|copie|copie à|répondre à|importance|pièces jointes|objet de la réunion",
        subject="objet|sujet",
        original="mail original|message d'origine|message original|message initial|message d’origine|courriel original",
        forward="message transféré|message transmis|début du message réexpédié|début du message transféré|"
        "courriel transféré|e-mail transféré|transféré par",
        mobile="envoyé depuis|envoyé sans fil|"
        "envoyé de mon|envoyé à partir|envoyé avec|envoyé via|envoyé du|envoyé par mon|"
        "obtenir outlook|obtenez outlook|télécharger outlook|provenance : courrier|excusez la brièveté",
        confidential="confidentiel|confidentielle|confidentielles|confidentiels",
        addressee="destinataire|destiné|destinée|erreur",
        above="répondez au-dessus de cette ligne|écrivez votre réponse au-dessus|répondre au-dessus de cette ligne",
    ),
    "de": Words(
        openers="am|zitat von|um|in der nachricht vom|vom",
        verbs="schrieb|schreibt|hat geschrieben|geschrieben|schrieben|hat folgendes geschrieben|meinte",
        days="mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|sonnabend",
        sender="von|absender",
        sent="gesendet|datum|gesendet am|verschickt|gesendet um",
        to="an|empfänger",
        copy="cc|kopie|bcc|antwort an|antworten an|wichtigkeit|priorität|anlagen|anhänge",
        subject="betreff|betr|thema",
        original="ursprüngliche nachricht|originalnachricht|original-nachricht|original nachricht|ursprüngliche mail|"
        "urspruengliche nachricht|ursprünglicher termin|antwort nachricht|originalmail",
        forward="weitergeleitete nachricht|anfang der weitergeleiteten nachricht|weitergeleitete e-mail|"
        "weitergeleitet von|beginn der weitergeleiteten nachricht",
        mobile="von meinem|von meiner|gesendet von|gesendet mit|gesendet über|gesendet aus|"
        "diese nachricht wurde von meinem|"
        "outlook für|holen sie sich outlook|hol dir outlook|laden sie outlook|von yahoo mail auf|"
        "mit freundlichen grüßen von unterwegs gesendet",
        mobile_whole="von unterwegs gesendet|von unterwegs|mobil gesendet",
        confidential="vertraulich|vertrauliche|vertraulichen",
        addressee="empfänger|adressat|irrtümlich|bestimmt",
        above="antworten sie oberhalb dieser zeile|bitte über dieser linie antworten|über dieser zeile antworten|"
        "oberhalb dieser zeile antworten",
    ),
    "es": Words(
        openers="el|a las|con fecha|en fecha|citando a|el día",
        verbs="escribió|escribio|ha escrito|escribía|escribe|respondió",
        days="lun|mar|mié|mie|jue|vie|sáb|sab|dom|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
        sender="de|remitente|enviado por",
        sent="enviado|fecha|enviado el|enviada|enviado a",
        to="para|a|destinatario",
        copy="cc|cco|copia|responder a|importancia|datos adjuntos|adjuntos",
        subject="asunto|tema",
        original="mensaje original|correo original|mensaje origina",
        forward="mensaje reenviado|inicio del mensaje reenviado|correo reenviado|mensaje remitido|reenviado por",
        mobile="enviado desde|enviado con|enviado de mi|enviado a través|obtener outlook|obtenga outlook|"
        "descargar outlook|obtén outlook",
        confidential="confidencial|confidenciales",
        addressee="destinatario|destinatarios|error|dirigido",
        above="responda por encima de esta línea|escriba su respuesta por encima|responda encima de esta línea",
    ),
    "pt": Words(
        openers="em|no dia|a|citando|na|às",
        verbs="escreveu|escreve|escreveram|respondeu",
        days="seg|ter|qua|qui|sex|sáb|dom|segunda|terça|quarta|quinta|sexta|sábado|domingo|segunda-feira|terça-feira|"
        "quarta-feira|quinta-feira|sexta-feira",
        sender="de|remetente|enviado por",
        sent="enviado|enviada|data|enviado em|enviada em|enviado a",
        to="para|destinatário",
        copy="cc|cco|responder para|responder a|importância|anexos",
        subject="assunto",
        original="mensagem original|mensagem origina|e-mail original",
        forward="mensagem encaminhada|início da mensagem encaminhada|mensagem reencaminhada|"
        "início da mensagem reencaminhada|encaminhado por",
        mobile="enviado do meu|enviado da minha|enviado a partir|enviado via|enviado com|enviado de meu|enviado do|"
        "enviada do meu|obter o outlook|obtenha o outlook|baixar o outlook|enviado pelo",
        confidential="confidencial|confidenciais|sigilosa|sigilosas",
        addressee="destinatário|destinatários|engano|destina-se|por erro",
        above="responda acima desta linha|escreva sua resposta acima",
    ),
    "it": Words(
        openers="il|il giorno|in data|alle|citando|nel messaggio",
        verbs="ha scritto|scrive|scriveva|hai scritto|ha risposto|scritto",
        days="lun|mar|mer|gio|ven|sab|dom|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
        sender="da|mittente",
        sent="inviato|data|inviato il|inviata",
        to="a|per|destinatario",
        copy="cc|ccn|rispondi a|risposta|oggetto riunione|priorità|allegati|importanza",
        subject="oggetto",
        original="messaggio originale|messaggio originario|messaggio orig|e-mail originale",
        forward="messaggio inoltrato|inizio messaggio inoltrato|messaggio rinviato|inoltrato da",
        mobile="inviato da|inviato dal|inviato con|inviato tramite|inviata da|scarica outlook|ottieni outlook|"
        "scarica l'app outlook",
        confidential="confidenziale|confidenziali|riservato|riservate|riservata|riservati",
        addressee="destinatario|destinatari|errore",
        above="rispondi sopra questa riga|scrivi sopra questa riga",
    ),
    "nl": Words(
        openers="op|citeren van|om",
        verbs="schreef|schrijft|het volgende geschreven|heeft geschreven|geschreven",
        days="ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
        sender="van|afzender",
        sent="verzonden|datum|verstuurd|verzonden op",
        to="aan|ontvanger",
        copy="cc|kopie|bcc|antwoord aan|beantwoorden|urgentie|bijlagen",
        subject="onderwerp|betreft",
        original="oorspronkelijk bericht|origineel bericht|oorspronkelijke bericht|originele bericht",
        forward="doorgestuurd bericht|begin doorgestuurd bericht|doorgestuurd door",
        mobile="verzonden vanaf|verstuurd vanaf|verzonden met|verstuurd met|verzonden via|verstuurd via|"
        "verzonden van|verzonden vanuit|verstuurd vanuit|"
        "outlook voor|download outlook|verstuurd van|outlook downloaden",
        confidential="vertrouwelijk|vertrouwelijke",
        addressee="geadresseerde|bestemd|ontvanger|abusievelijk",
        above="antwoord boven deze regel|typ uw antwoord boven",
    ),
    "ca": Words(
        openers="el|missatge de|el dia",
        verbs="va escriure|ha escrit|escrigué",
        sender="de",
        sent="enviat|data|enviat el",
        to="per a|a",
        copy="cc",
        subject="assumpte|tema",
        original="missatge original",
        forward="missatge reenviat|missatge remès",
        mobile="enviat des|enviat amb|enviat des de|obteniu outlook|baixeu outlook",
    ),
    "gl": Words(
        openers="o",
        verbs="escribiu|escribiu o seguinte",
        days="luns|mar|mér|xov|ven|sáb|dom|martes|mércores|xoves|venres|sábado|domingo",
        sender="de|remitente",
        sent="enviado|enviado o|data",
        to="para",
        copy="cc",
        subject="asunto",
        original="mensaxe orixinal",
        forward="mensaxe reenviada",
        mobile="enviado desde|enviado dende|enviado co meu",
    ),
    "eu": Words(
        verbs="hau idatzi du|igorleak hau idatzi du|erabiltzaileak hau idatzi du|idatzi du|idatzi zuen",
        sender="nork|igorlea|bidaltzailea|noren partetik",
        sent="bidalia|bidalita|bidaltze-data|bidaltze data|data|noiz",
        to="nori|hartzailea|norentzat",
        copy="kopia|cc",
        subject="gaia",
        original="jatorrizko mezua",
        forward="birbidalitako mezua|birbidalitako mezu elektronikoa",
        mobile_end="bidalia|bidalita|bidalitakoa",
    ),
}
