// What the link page says, in Dutch and English; messages and events come in the language of their reader.

const NL = {
  title: "Werkbon (eenvoudige pagina)",
  plain: "Dit is een eenvoudige pagina: lezen, accepteren, plannen en schrijven.",
  invite: "U hebt een link gekregen naar één opdracht of melding.",
  safe: "Er verandert niets doordat u hem opent.",
  open: "Open de werkbon",
  missing: "Open deze pagina met de link uit uw e-mail of sms.",
  gone: "Deze link opent niets meer. Vraag de beheerder om een nieuwe.",
  offline: "Geen verbinding. We proberen het opnieuw.",
  where: "Waar", access: "Toegang", call: "Bellen", due: "Gereed voor", appointment: "Afspraak", messages: "Berichten",
  accept: "Accepteren", plan: "Plannen", replan: "Afspraak wijzigen", day: "Dag", from: "Van", until: "Tot", save: "Vastleggen",
  write: "Schrijf een bericht", send: "Versturen", closed: "Dit gesprek is afgesloten.", you: "u",
  status: {
    SENT: "Verzonden", ACCEPTED: "Geaccepteerd", DECLINED: "Geweigerd", EXPIRED: "Verlopen", PLANNED: "Gepland",
    INTERRUPTED: "Onderbroken", IN_EXECUTION: "In uitvoering", REPORTED_DONE: "Gereedgemeld", REWORK: "Herstel nodig",
    WITHDRAWN: "Ingetrokken", REPORTED: "Gemeld", IN_PROGRESS: "In behandeling", WAITING_FOR_REPORTER: "Wacht op u",
    DEFERRED: "Uitgesteld", RESOLVED: "Opgelost", CLOSED: "Afgehandeld", CANCELLED: "Geannuleerd",
  },
};

const EN = {
  title: "Work order (plain page)",
  plain: "This is a plain page: read, accept, plan and write.",
  invite: "You were sent a link to one job or report.",
  safe: "Opening it changes nothing.",
  open: "Open the work order",
  missing: "Open this page with the link from your e-mail or text message.",
  gone: "This link opens nothing any more. Ask the property manager for another.",
  offline: "No connection. Trying again.",
  where: "Where", access: "Access", call: "Call", due: "Due", appointment: "Appointment", messages: "Messages",
  accept: "Accept", plan: "Plan", replan: "Change the appointment", day: "Day", from: "From", until: "Until", save: "Save",
  write: "Write a message", send: "Send", closed: "This conversation is closed.", you: "you",
  status: {
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

export const clock = (moment) => TIME.format(new Date(moment));
export const day = (moment) => DAY.format(new Date(moment));
export const moment = (when) => `${day(when)} ${clock(when)}`;
