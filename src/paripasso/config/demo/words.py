"""What two colleagues of Valdora Pompe would write to each other. Sealed like everybody's words."""

from __future__ import annotations

from paripasso.config.demo.company import Words

GOALS: dict[str, tuple[Words, Words, tuple[Words, ...]]] = {
    "presenting": (
        Words("Presentare i dati di qualità a trenta persone", "Present the quality figures to thirty people"),
        Words(
            "Perché a maggio tocca a me, e non voglio leggere.",
            "Because it is my turn in May, and I do not want to read.",
        ),
        (
            Words("Una sola idea per grafico", "One idea a chart"),
            Words("Scaletta di sei minuti", "An outline of six minutes"),
            Words("Prova da sola, registrata", "A rehearsal alone, recorded"),
            Words("Prova davanti al mio pari", "A rehearsal in front of my peer"),
            Words("Riunione di stabilimento", "The plant meeting"),
        ),
    ),
    "dashboard": (
        Words("Costruire da sola un cruscotto in Power BI", "Build a Power BI dashboard on my own"),
        Words("Per smettere di chiederlo ogni lunedì.", "To stop asking for one every Monday."),
        (
            Words("Collegare il file degli scarti", "Connect the scrap file"),
            Words("Un grafico che risponde a una domanda", "One chart that answers one question"),
            Words("Farlo vedere a chi lo userà", "Show it to whoever will use it"),
            Words("Aggiornarlo senza aiuto", "Update it without help"),
        ),
    ),
    "meeting": (
        Words("Condurre una riunione in italiano senza appunti", "Run a meeting in Italian without notes"),
        Words("Perché il turno del mattino mi ascolti davvero.", "So that the morning shift really listens."),
        (
            Words("Aprire in trenta secondi", "Open in thirty seconds"),
            Words("Dare la parola a tre persone", "Give three people the floor"),
            Words("Chiudere con chi fa che cosa", "Close with who does what"),
            Words("Tutta la riunione con il mio pari in fondo", "The whole meeting with my peer at the back"),
            Words("Da solo", "On my own"),
        ),
    ),
    "no": (
        Words("Dire di no senza litigare", "Say no without a quarrel"),
        Words("Perché dico sempre di sì, e poi faccio tardi.", "Because I always say yes, and then stay late."),
        (
            Words("Annotare tre richieste in una settimana", "Write down three requests in a week"),
            Words("Una frase pronta", "One sentence ready"),
            Words("Provarla con il mio pari", "Try it on my peer"),
        ),
    ),
    "machine": (
        Words("Capire perché si ferma la linea 3", "Understand why line 3 stops"),
        Words("Perché ne parliamo da un anno.", "Because we have talked about it for a year."),
        (
            Words("Due ore accanto a chi ci lavora", "Two hours beside those who run it"),
            Words("I cinque perché", "The five whys"),
            Words("Una prova su un turno", "A trial on one shift"),
            Words("Raccontare che cosa è cambiato", "Tell what changed"),
        ),
    ),
}
NOTES = (
    Words(
        "Il secondo grafico ha due idee: tenere solo gli scarti del reparto B.",
        "The second chart has two ideas: keep only the scrap of department B.",
    ),
    Words("Partire dalla valvola in mano: tutti alzano la testa.", "Start with the valve in hand: everybody looks up."),
    Words("La prossima volta portiamo un caso vero a testa.", "Next time we each bring a real case."),
    Words("Tre frasi per chiudere: chi, che cosa, entro quando.", "Three sentences to close: who, what, by when."),
    Words(
        "Il metodo 8D regge anche fuori dalla qualità, se si parte dal fatto.",
        "8D works outside quality too, if one starts from the fact.",
    ),
    Words("Meno slide, più domande.", "Fewer slides, more questions."),
)
FOLLOW_UPS = (
    Words("Mandare la traccia della prova", "Send the outline of the rehearsal"),
    Words("Rifare il grafico degli scarti con una sola idea", "Redo the scrap chart with one idea"),
    Words("Ascoltare come apre la riunione Elena", "Listen to how Elena opens the meeting"),
    Words("Scegliere il set di dati per giovedì", "Choose the data for Thursday"),
    Words("Aprire il turno del mattino senza leggere", "Open the morning shift without reading"),
    Words("Tre frasi per chiudere una riunione", "Three sentences to close a meeting"),
)
AGENDA = (
    Words("Provare la mia presentazione", "Try out my presentation"),
    Words("Un cruscotto che risponde a una domanda", "A dashboard that answers one question"),
    Words("Un caso difficile di questa settimana", "A hard case of this week"),
    Words("Che cosa ho provato a fare in modo diverso", "What I tried to do differently"),
)
GIVES = (
    Words(
        "Ti mostro come preparo i dati, senza saltare i passaggi.",
        "I show you how I prepare the figures, without skipping steps.",
    ),
    Words("Ascolto le tue prove e ti dico due cose sole.", "I listen to your rehearsals and tell you two things only."),
    Words("Ti presento chi conosco in reparto.", "I introduce you to the people I know in the department."),
)
WANTS = (
    Words("Vorrei provare a voce alta prima di maggio.", "I would like to try aloud before May."),
    Words("Vorrei un parere schietto, anche scomodo.", "I would like a frank opinion, an awkward one too."),
    Words("Vorrei capire come lavorate voi.", "I would like to understand how your team works."),
)
CHANNEL = Words(
    "Di persona in sala Lys; in video quando uno dei due è di turno a Vercelli.",
    "In person in room Lys; by video when one of us is on shift in Vercelli.",
)
CONFIDENCE = Words(
    "Quello che si dice qui resta qui, anche dopo luglio.", "What is said here stays here, after July too."
)
ENDING = Words(
    "Chi vuole smettere lo dice, senza spiegare perché.", "Whoever wants to stop says so, without explaining why."
)
ROOM = Words("sala Lys", "room Lys")
