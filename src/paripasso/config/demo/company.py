"""Valdora Pompe S.p.A., the company of the demonstration: invented, and believable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Words(NamedTuple):
    """The same words in both languages."""

    it: str
    en: str

    def say(self, language: str) -> str:
        """Return the words in "it" or "en"."""
        return self.it if language == "it" else self.en


@dataclass(frozen=True)
class Room:
    """A department: its share of the people, what they do, what they can and would like to learn."""

    name: Words
    share: int
    titles: tuple[Words, ...]
    gives: tuple[str, ...]
    seeks: tuple[str, ...]


NAME = "Valdora Pompe"
DOMAIN = "valdora.example"
SITES = (("Biella", "Europe/Rome", 70), ("Vercelli", "Europe/Rome", 20), ("Plovdiv", "Europe/Sofia", 10))
LEVELS = (
    Words("Operativo", "Operator"),
    Words("Specialista", "Specialist"),
    Words("Esperto", "Senior"),
    Words("Responsabile", "Lead"),
    Words("Direzione", "Director"),
)
# What is taught and learnt across departments: few enough that two people often have something for each other. What Chiara
# and Amadou trade is left to them, here and below, so that every demonstration has the mock-ups' pair.
MARKET = (
    "running-meetings", "giving-feedback", "saying-no", "difficult-conversations", "delegation", "conflict-management",
    "excel-advanced", "presenting-data", "office-ai", "technical-english", "time-management", "negotiation",
    "lean-production", "project-management", "reading-balance-sheets", "problem-solving", "explaining-simply",
    "clear-writing",
)  # fmt: skip

ROOMS = (
    Room(
        Words("Fonderia", "Foundry"),
        24,
        (
            Words("Addetto ai forni", "Furnace operator"),
            Words("Tecnica di fusione", "Casting technician"),
            Words("Capoturno", "Shift lead"),
        ),
        (
            "foundry",
            "surface-treatments",
            "root-cause-analysis",
            "night-shifts",
            "workplace-safety",
            "shift-leadership",
        ),
        ("shift-planning", "digital-basics", "chemical-safety", "problem-solving"),
    ),
    Room(
        Words("Lavorazioni", "Machining"),
        30,
        (
            Words("Operatore CNC", "CNC operator"),
            Words("Programmatrice CNC", "CNC programmer"),
            Words("Tornitore", "Turner"),
        ),
        ("cnc-machining", "cnc-programming", "turning-milling", "reading-drawings", "line-setup", "metrology"),
        ("industrial-robots", "plc-programming", "cad-drawing", "spc"),
    ),
    Room(
        Words("Montaggio", "Assembly"),
        30,
        (Words("Montatrice", "Fitter"), Words("Addetto al collaudo", "Test operator"), Words("Capolinea", "Line lead")),
        ("mechanical-assembly", "hydraulics-pneumatics", "method-5s", "electrical-wiring", "line-setup"),
        ("lean-production", "kanban", "team-leadership", "italian"),
    ),
    Room(
        Words("Manutenzione", "Maintenance"),
        18,
        (
            Words("Manutentore meccanico", "Mechanical maintainer"),
            Words("Manutentrice elettrica", "Electrical maintainer"),
        ),
        (
            "tig-welding",
            "predictive-maintenance",
            "mechanical-maintenance",
            "electrical-maintenance",
            "plc-programming",
        ),
        ("statistics-basics", "reading-balance-sheets", "spc", "inventory-management"),
    ),
    Room(
        Words("Qualità", "Quality"),
        20,
        (
            Words("Tecnica della qualità", "Quality technician"),
            Words("Ispettore", "Inspector"),
            Words("Responsabile audit", "Audit lead"),
        ),
        (
            "problem-solving",
            "quality-control",
            "fmea",
            "internal-audits",
            "iso-9001",
            "metrology",
            "root-cause-analysis",
        ),
        ("charts-dashboards", "presenting-data", "storytelling", "handling-questions"),
    ),
    Room(
        Words("Logistica", "Logistics"),
        26,
        (
            Words("Pianificatrice", "Planner"),
            Words("Magazziniere", "Warehouse operator"),
            Words("Addetta alle spedizioni", "Shipping clerk"),
        ),
        (
            "lean-warehouse",
            "logistics",
            "inventory-management",
            "charts-dashboards",
            "statistics-basics",
            "production-planning",
            "forklift",
        ),
        ("customs-export", "running-meetings", "problem-solving", "italian"),
    ),
    Room(
        Words("Acquisti", "Purchasing"),
        14,
        (Words("Buyer", "Buyer"), Words("Gestione fornitori", "Supplier manager")),
        ("negotiation", "purchasing", "supplier-management", "foreign-suppliers", "business-english"),
        ("bulgarian", "contract-reading", "cad-drawing", "reading-drawings"),
    ),
    Room(
        Words("Ricerca e sviluppo", "R&D"),
        24,
        (
            Words("Progettista", "Designer"),
            Words("Tecnologa", "Process engineer"),
            Words("Sperimentatore", "Test engineer"),
        ),
        ("cad-drawing", "modelling-3d", "structural-analysis", "python", "rapid-prototyping", "technical-english"),
        ("foundry", "negotiation", "project-management", "patents-trademarks"),
    ),
    Room(
        Words("Vendite", "Sales"),
        22,
        (
            Words("Area manager", "Area manager"),
            Words("Supporto clienti", "Customer support"),
            Words("Offerte", "Quotations"),
        ),
        ("sales-negotiation", "key-accounts", "customer-care", "offers", "english", "persuasion", "french"),
        ("product-knowledge", "hydraulics-pneumatics", "product-costing", "crm"),
    ),
    Room(
        Words("Amministrazione e finanza", "Finance"),
        16,
        (Words("Contabile", "Accountant"), Words("Controllo di gestione", "Controller")),
        (
            "reading-balance-sheets",
            "budgeting",
            "management-control",
            "excel-advanced",
            "pivot-tables",
            "general-accounting",
        ),
        ("python", "process-mapping", "explaining-simply", "leading-change"),
    ),
    Room(
        Words("Persone e legale", "People and legal"),
        16,
        (Words("Selezione", "Recruiter"), Words("Formazione", "Trainer"), Words("Legale", "Legal counsel")),
        (
            "giving-feedback",
            "selection-interviews",
            "labour-law",
            "privacy-gdpr",
            "conflict-management",
            "training-design",
        ),
        ("people-analytics", "lean-production", "ai-rules", "bulgarian"),
    ),
)

GIVEN_NAMES = (
    "Giulia Marco Elena Luca Sara Andrea Martina Davide Francesca Matteo Chiara Stefano Valentina Alessandro Federica Simone Silvia "
    "Roberto Laura Paolo Ilaria Giorgio Marta Tommaso Beatrice Lorenzo Alice Riccardo Irene Gabriele Noemi Pietro Anna Filippo "
    "Camilla Nicola Giada Emanuele Arianna Daniele Rosa Antonio Lucia Giovanni Teresa Vincenzo Caterina Salvatore Nadia Ivan "
    "Elitsa Georgi Desislava Dimitar Yara Omar Fatou Ibrahim Amina Youssef Andrei Ioana Mihai Oksana Dmytro Li Wei Priya Arjun "
    "Grace Samuel Claire Julien Mariana Diego Agnese Bruna Carlo Dario Erika Fabio Greta Ivo Jasmine Katia"
).split()
FAMILY_NAMES = (
    "Rossi Ferrari Bianchi Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti Barbieri "
    "Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Serra Coppola Villa Fabbri "
    "Bellini Basile Riva Donati Sala Negro Ronco Perona Barberis Zegna Cerruti Botto Piacenza Loro Maffei Tosi Haddad Diallo "
    "Petrova Kovač Popescu Ionescu Shevchenko Ndiaye Traoré Ben-Salah Okafor Zhang Singh Silva Moreau Ivanov Georgieva Dimitrov"
).split()
AIMS = (
    Words(
        "A fine percorso vorrei presentare i dati del reparto senza leggere le slide.",
        "By the end I would like to present our figures without reading the slides.",
    ),
    Words(
        "Vorrei capire come lavora chi viene prima e dopo di noi.",
        "I would like to understand how the teams before and after us work.",
    ),
    Words(
        "Vorrei costruire da solo un cruscotto e smettere di chiederlo.",
        "I would like to build a dashboard on my own and stop asking for one.",
    ),
    Words("Vorrei dire di no senza litigare.", "I would like to say no without a quarrel."),
    Words("Vorrei condurre una riunione che finisce in orario.", "I would like to run a meeting that ends on time."),
    Words("Vorrei essere pronta quando mi affideranno un gruppo.", "I would like to be ready when I am given a team."),
    Words(
        "Vorrei leggere un bilancio e farmi un’idea mia.",
        "I would like to read a balance sheet and make up my own mind.",
    ),
    Words(
        "Vorrei parlare con i fornitori senza l’interprete.",
        "I would like to talk to suppliers without an interpreter.",
    ),
)
EXPERIENCE = (
    Words("Ho seguito l’avvio di due linee nuove.", "I saw two new lines through their start."),
    Words(
        "Ho cambiato reparto tre anni fa, so che cosa vuol dire ricominciare.",
        "I changed department three years ago and know what starting again means.",
    ),
    Words("Ho formato quattro persone appena arrivate.", "I trained four newcomers."),
    Words(
        "Ho gestito un reclamo difficile dall’inizio alla fine.",
        "I handled a difficult complaint from start to finish.",
    ),
    Words("Ho fatto sei anni di turni di notte.", "I did six years of night shifts."),
    Words("Ho portato a termine un progetto tra tre sedi.", "I finished a project across three sites."),
)
