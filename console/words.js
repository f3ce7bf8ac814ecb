// What the link page says, in Dutch and English; messages and events come in the language of their reader.

const NL = {
  title: "Uw link (eenvoudige pagina)",
  plain: "Dit is een eenvoudige pagina: lezen, antwoorden, plannen en schrijven.",
  invite: "U hebt een link gekregen naar één opdracht, vraag of melding.",
  safe: "Er verandert niets doordat u hem opent.",
  open: "Openen",
  missing: "Open deze pagina met de link uit uw e-mail of sms.",
  gone: "Deze link opent niets meer. Vraag de beheerder om een nieuwe.",
  offline: "Geen verbinding. We proberen het opnieuw.",
  where: "Waar", access: "Toegang", call: "Bellen", due: "Gereed voor", amount: "Bedrag", approvedAmount: "Akkoord tot", answerDue: "Antwoord voor", appointment: "Afspraak", messages: "Berichten",
  accept: "Accepteren", plan: "Plannen", replan: "Afspraak wijzigen", day: "Dag", from: "Van", until: "Tot", save: "Vastleggen",
  write: "Schrijf een bericht", send: "Versturen", closed: "Dit gesprek is afgesloten.", you: "u",
  upTo: "Akkoord tot en met (euro)",
  decide: { APPROVED: "Akkoord", APPROVED_UP_TO: "Akkoord tot een bedrag", REFUSED: "Niet akkoord", OWNER_ARRANGES: "Ik regel het zelf" },
  email: "E-mailadres", signIn: "Inloggen", signedIn: "U bent ingelogd.", optional: "Nieuw wachtwoord (hoeft niet)",
  askLink: "Stuur mij een link", asked: "Als dit adres bij ons bekend is, ontvangt u binnen een minuut een e-mail met een link.",
  status: {
    ASKED: "Uw antwoord gevraagd", COUNTER_QUESTION: "U stelde een vraag", APPROVED: "Akkoord", APPROVED_UP_TO: "Akkoord tot een bedrag",
    REFUSED: "Niet akkoord", OWNER_ARRANGES: "U regelt het zelf", NO_RESPONSE: "Geen antwoord gekregen",
    SENT: "Verzonden", ACCEPTED: "Geaccepteerd", DECLINED: "Geweigerd", EXPIRED: "Verlopen", PLANNED: "Gepland",
    INTERRUPTED: "Onderbroken", IN_EXECUTION: "In uitvoering", REPORTED_DONE: "Gereedgemeld", REWORK: "Herstel nodig",
    WITHDRAWN: "Ingetrokken", REPORTED: "Gemeld", IN_PROGRESS: "In behandeling", WAITING_FOR_REPORTER: "Wacht op u",
    DEFERRED: "Uitgesteld", RESOLVED: "Opgelost", CLOSED: "Afgehandeld", CANCELLED: "Geannuleerd",
  },
};

const EN = {
  title: "Your link (plain page)",
  plain: "This is a plain page: read, answer, plan and write.",
  invite: "You were sent a link to one job, question or report.",
  safe: "Opening it changes nothing.",
  open: "Open",
  missing: "Open this page with the link from your e-mail or text message.",
  gone: "This link opens nothing any more. Ask the property manager for another.",
  offline: "No connection. Trying again.",
  where: "Where", access: "Access", call: "Call", due: "Due", amount: "Amount", approvedAmount: "Agreed up to", answerDue: "Answer before", appointment: "Appointment", messages: "Messages",
  accept: "Accept", plan: "Plan", replan: "Change the appointment", day: "Day", from: "From", until: "Until", save: "Save",
  write: "Write a message", send: "Send", closed: "This conversation is closed.", you: "you",
  upTo: "Agree up to (euro)",
  decide: { APPROVED: "Agree", APPROVED_UP_TO: "Agree up to an amount", REFUSED: "Do not agree", OWNER_ARRANGES: "I arrange it myself" },
  email: "E-mail address", signIn: "Sign in", signedIn: "You are signed in.", optional: "New password (optional)",
  askLink: "Send me a link", asked: "If we know this address, an e-mail with a link reaches you within a minute.",
  status: {
    ASKED: "Your answer is asked", COUNTER_QUESTION: "You asked a question", APPROVED: "Agreed", APPROVED_UP_TO: "Agreed up to an amount",
    REFUSED: "Not agreed", OWNER_ARRANGES: "You arrange it yourself", NO_RESPONSE: "No answer received",
    SENT: "Sent", ACCEPTED: "Accepted", DECLINED: "Declined", EXPIRED: "Expired", PLANNED: "Planned",
    INTERRUPTED: "Interrupted", IN_EXECUTION: "In progress", REPORTED_DONE: "Reported done", REWORK: "Rework needed",
    WITHDRAWN: "Withdrawn", REPORTED: "Reported", IN_PROGRESS: "In progress", WAITING_FOR_REPORTER: "Waiting for you",
    DEFERRED: "Put off", RESOLVED: "Solved", CLOSED: "Closed", CANCELLED: "Cancelled",
  },
};

export const language = navigator.language?.toLowerCase().startsWith("en") ? "en" : "nl";
export const words = language === "en" ? EN : NL;

const format = (options) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : "nl-NL", { timeZone: "Europe/Amsterdam", ...options });
const DAY = format({ weekday: "short", day: "numeric", month: "long" });
const TIME = format({ hour: "2-digit", minute: "2-digit" });

const MONEY = new Intl.NumberFormat(language === "en" ? "en-GB" : "nl-NL", { style: "currency", currency: "EUR" });

export const euros = ({ cents }) => MONEY.format(cents / 100);
export const clock = (moment) => TIME.format(new Date(moment));
export const day = (moment) => DAY.format(new Date(moment));
export const moment = (when) => `${day(when)} ${clock(when)}`;
