# A district on its own machine: plain workerd, no Node, SQLite on its own disk (个保法 art. 36).
# workerd serve workerd.capnp --socket-addr=http=127.0.0.1:8787 --directory-path=do-storage=DATA --directory-path=assets=DIST --directory-path=messenger=MESSAGES

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "front", worker = .front),
    (name = "core", worker = .core),
    (name = "assets", disk = (path = "dist", allowDotfiles = false)),
    (name = "do-storage", disk = (path = "data", writable = true)),
    # Messages to people become files here, from which a gateway takes them (docs/operations.md). One that takes PUT can stand here itself:
    # (name = "messenger", external = (address = "127.0.0.1:9000", http = ())).
    (name = "messenger", disk = (path = "messages", writable = true)),
    # The sign-in services are asked, at the addresses that the operator wrote (a service of the agencies' stands in their own network), and the push
    # services of the browsers (worker/src/push/endpoint.rs); nothing else.
    (name = "internet", network = (allow = ["public", "private", "local"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "front")],
);

const front :Workerd.Worker = (
  modules = [(name = "front.js", esModule = embed "../front.js")],
  bindings = [(name = "CORE", service = "core")],
  compatibilityDate = "2026-10-01",
);

const core :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "../build/index.js"),
    (name = "./index_bg.wasm", wasm = embed "../build/index_bg.wasm"),
  ],
  bindings = [
    (name = "REGISTER", durableObjectNamespace = "Register"),
    (name = "AGENCY", durableObjectNamespace = "Agency"),
    (name = "PERSON", durableObjectNamespace = "Person"),
    (name = "ASSETS", service = "assets"),
    (name = "MESSENGER", service = "messenger"),
    (name = "LOG_KEY", fromEnvironment = "LOG_KEY"),
    (name = "LOG_VKEY", fromEnvironment = "LOG_VKEY"),
    (name = "WITNESSES", fromEnvironment = "WITNESSES"),
    (name = "SESSION_KEY", fromEnvironment = "SESSION_KEY"),
    # What names people here (it must never be lost or changed), the services to sign in at, the address that readers know, and whether a front
    # server says where a request comes from (docs/operations.md).
    (name = "IDENTITY_KEY", fromEnvironment = "IDENTITY_KEY"),
    (name = "SIGN_IN", fromEnvironment = "SIGN_IN"),
    (name = "ORIGIN", fromEnvironment = "ORIGIN"),
    (name = "PROXY", fromEnvironment = "PROXY"),
    # By which key devices are woken and to whom a push service writes; through which channels of messages the operator reaches people.
    (name = "PUSH_KEY", fromEnvironment = "PUSH_KEY"),
    (name = "PUSH_CONTACT", fromEnvironment = "PUSH_CONTACT"),
    (name = "CHANNELS", fromEnvironment = "CHANNELS"),
    (name = "DEVELOPMENT", fromEnvironment = "DEVELOPMENT"),
    # Of a build with sample people alone: push services on this machine, and no quiet nights.
    (name = "PUSH_HOSTS", fromEnvironment = "PUSH_HOSTS"),
    (name = "PUSH_NIGHTS", fromEnvironment = "PUSH_NIGHTS"),
    # How many backups were made, and the name of the last restore: scripts/backup.sh and scripts/restore.sh count.
    (name = "BACKUPS", fromEnvironment = "BACKUPS"),
    (name = "RESTORATION", fromEnvironment = "RESTORATION"),
  ],
  # A key that is lost or changed orphans all that its objects hold.
  durableObjectNamespaces = [
    (className = "Register", uniqueKey = "mingbai-register", enableSql = true),
    (className = "Agency", uniqueKey = "mingbai-agency", enableSql = true),
    (className = "Person", uniqueKey = "mingbai-person", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "do-storage"),
  compatibilityDate = "2026-10-01",
);
