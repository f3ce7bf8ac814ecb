"""Everything that is counted and measured, by name. Labels come from lists of our own: never a name, an id or a text.

Several processes of one `serve --workers` add up in a folder that PROMETHEUS_MULTIPROC_DIR names; the command line
sets it before this module is imported. Any other process counts for itself alone.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter(
    "huismeester_requests", "Answers over http, by the hundred of their status.", ["status"], registry=REGISTRY
)
SOCKETS_OPEN = Gauge(
    "huismeester_sockets_open", "Websockets that are open.", registry=REGISTRY, multiprocess_mode="livesum"
)
SUBSCRIPTIONS_OPEN = Gauge(
    "huismeester_subscriptions_open",
    "Subscriptions that are open, by field.",
    ["name"],
    registry=REGISTRY,
    multiprocess_mode="livesum",
)
PUSHES = Counter("huismeester_pushes", "Events pushed over subscriptions, by field.", ["name"], registry=REGISTRY)
PUSH_LAG = Histogram(
    "huismeester_push_lag_seconds",
    "From writing a message, just before its commit, to pushing it: to one listener, or to all at once who are told "
    "the same. Replays do not count.",
    buckets=QUICK,
    registry=REGISTRY,
)
OPERATIONS = Counter(
    "huismeester_operations",
    "Operations, by their first field and how they ended: ok, refused or failed.",
    ["name", "outcome"],
    registry=REGISTRY,
)
OPERATION_SECONDS = Histogram(
    "huismeester_operation_seconds",
    "How long queries and mutations took, by their first field.",
    ["name"],
    buckets=QUICK,
    registry=REGISTRY,
)
ANSWERS = Counter(
    "huismeester_answers",
    "How operations were answered: planned, executed (no plan does it), or failed (by a plan, and executed after all).",
    ["how"],
    registry=REGISTRY,
)
REFUSALS = Counter("huismeester_refusals", "What was refused, by the code of the reason.", ["code"], registry=REGISTRY)
DELIVERIES = Counter(
    "huismeester_deliveries",
    "Attempts to carry a delivery, by channel and outcome: sent, skipped, put off or given up.",
    ["channel", "outcome"],
    registry=REGISTRY,
)
OUTBOX_WAITING = Gauge(
    "huismeester_outbox_waiting",
    "Deliveries whose time has come and that are not carried yet.",
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)
OUTBOX_OLDEST_SECONDS = Gauge(
    "huismeester_outbox_oldest_seconds",
    "How long the oldest of them has been waiting; 0 when there are none.",
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)
OUTBOX_GIVEN_UP = Gauge(
    "huismeester_outbox_given_up",
    "Deliveries that failed for good, and that somebody may retry.",
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)
BUS_HEALTHY = Gauge(
    "huismeester_bus_healthy",
    "Whether bells go to other processes and come from them.",
    registry=REGISTRY,
    multiprocess_mode="livemin",
)
BUS_CONNECTIONS = Counter(
    "huismeester_bus_connections", "Times that the bus was connected; more than once is a reconnect.", registry=REGISTRY
)
POOL_CONNECTIONS = Gauge(
    "huismeester_pool_connections",
    "Connections to PostgreSQL: busy, idle, and the most there may be.",
    ["state"],
    registry=REGISTRY,
    multiprocess_mode="livesum",
)
DATABASE_UP = Gauge(
    "huismeester_database_up",
    "Whether the database answered this question.",
    registry=REGISTRY,
    multiprocess_mode="mostrecent",
)
TASKS = Gauge("huismeester_tasks", "Tasks of the process.", registry=REGISTRY, multiprocess_mode="livesum")
LISTENERS = Gauge("huismeester_listeners", "Who listens for a bell.", registry=REGISTRY, multiprocess_mode="livesum")
LOOP_LAG = Histogram(
    "huismeester_loop_lag_seconds", "How much later than asked the process woke up.", buckets=QUICK, registry=REGISTRY
)
FILES_TAKEN_IN = Counter(
    "huismeester_files_taken_in", "Uploads, by kind of file, or the code of why not.", ["outcome"], registry=REGISTRY
)
