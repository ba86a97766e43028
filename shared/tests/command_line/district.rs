//! A district just large enough to publish to: sign-in, the gate of the rules themselves, and a register that hears of a signature a little later.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use mingbai_shared::pack::Pack;
use mingbai_shared::pack::gate::{AttributeKind, Filed, Grounds, Publication, Step, Taken};
use mingbai_shared::roles::{Actor, Role};

pub struct District {
    pub url: String,
    address: std::net::SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    publications: BTreeMap<String, Filed>,
    /// How often each pack has been asked for since it was signed: the first time it is not there yet.
    asked: BTreeMap<String, u32>,
    changes: usize,
    signatures: usize,
    fail_at: Option<usize>,
    closed: bool,
}

impl District {
    pub fn open() -> District {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let url = format!("http://{address}");
        let origin = url.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut state = shared.lock().unwrap();
                if state.closed {
                    break;
                }
                let _ = state.answer(stream.unwrap(), &origin);
            }
        });
        District { url, address, state }
    }

    /// Stops listening; the address leads nowhere from then on.
    pub fn close(self) -> String {
        self.state.lock().unwrap().closed = true;
        let _ = TcpStream::connect(self.address);
        while TcpStream::connect(self.address).is_ok() {
            std::thread::yield_now();
        }
        self.url
    }

    /// How many requests changed something.
    pub fn changes(&self) -> usize {
        self.state.lock().unwrap().changes
    }

    /// The digests in the register.
    pub fn served(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        state.publications.iter().filter(|(_, filed)| is_signed(filed)).map(|(digest, _)| digest.clone()).collect()
    }

    /// Breaks down, once, at the signature after so many.
    pub fn fail_at_signature(&self, after: usize) {
        self.state.lock().unwrap().fail_at = Some(after);
    }
}

struct Request {
    line: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let headers: BTreeMap<String, String> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Request { line: lines[0].clone(), headers, body })
}

impl State {
    fn published(&self) -> Vec<Pack> {
        let signed = self.publications.values().filter(|filed| is_signed(filed));
        signed.map(|filed| serde_json::from_str(filed.body()).unwrap()).collect()
    }

    fn answer(&mut self, mut stream: TcpStream, origin: &str) -> std::io::Result<()> {
        let request = read(&stream)?;
        let (status, extra, body) = self.decide(&request, origin);
        write!(
            stream,
            "HTTP/1.1 {status} .\r\n{extra}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn decide(&mut self, request: &Request, origin: &str) -> (u16, String, String) {
        let plain = |status| (status, String::new(), r#"{"code":"test"}"#.to_owned());
        let mut words = request.line.split(' ');
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        if method == "POST" && request.headers.get("origin").is_none_or(|from| from != origin) {
            return plain(403);
        }
        match (method, parts.as_slice()) {
            ("GET", ["pack", digest]) => match self.publications.get(*digest) {
                Some(filed) if is_signed(filed) => {
                    let asked = self.asked.entry((*digest).to_owned()).or_default();
                    *asked += 1;
                    plain(if *asked > 1 { 200 } else { 404 })
                }
                _ => plain(404),
            },
            ("POST", ["api", "sign-in"]) => {
                let said: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
                let person = said["person"].as_str().unwrap();
                let cookie = format!(
                    "set-cookie: other=1\r\nset-cookie: __Host-mingbai={person}; HttpOnly; Secure; SameSite=Lax; Path=/\r\n"
                );
                (200, cookie, "{}".into())
            }
            ("POST", ["api", "publications"]) => {
                let Ok(sent) = serde_json::from_slice(&request.body) else { return plain(400) };
                self.step(request, Step::HandUp(sent))
            }
            ("POST", ["api", "publications", digest, step]) => {
                let Ok(digest) = digest.parse() else { return plain(404) };
                let said: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
                let Ok(seen) = serde_json::from_value::<AttributeKind>(said["attribute"].clone()) else {
                    return plain(400);
                };
                match *step {
                    "review" => self.step(request, Step::Review(digest, seen)),
                    _ => self.step(request, Step::Sign(digest, seen)),
                }
            }
            _ => plain(404),
        }
    }

    fn step(&mut self, request: &Request, step: Step) -> (u16, String, String) {
        let plain = |status| (status, String::new(), r#"{"code":"test"}"#.to_owned());
        let Some(actor) = actor(request) else { return plain(401) };
        let digest = step.pack().to_string();
        let body = match &step {
            Step::HandUp(sent) => sent.pack.clone(),
            _ => self.publications.get(&digest).map(|filed| filed.body().to_owned()).unwrap_or_default(),
        };
        let before = self.publications.get(&digest).cloned();
        let signs = matches!(step, Step::Sign(..)) && before.as_ref().is_some_and(|filed| !is_signed(filed));
        if signs {
            self.signatures += 1;
            if self.fail_at.is_some_and(|after| self.signatures > after) {
                self.fail_at = None;
                return plain(503);
            }
        }
        let grounds = Grounds { published: self.published(), ..Grounds::default() };
        match step.take(before, &actor, &grounds, DateTime::<Utc>::UNIX_EPOCH) {
            Ok(Taken::Before(_)) => (200, String::new(), format!(r#"{{"id":"{digest}"}}"#)),
            Ok(Taken::Now { stands: Publication::Returned(_), .. }) => plain(422),
            Ok(Taken::Now { stands, .. }) => {
                self.changes += 1;
                let filed = Filed::read(&stands.to_state().unwrap(), body).unwrap();
                self.publications.insert(digest.clone(), filed);
                (200, String::new(), format!(r#"{{"id":"{digest}"}}"#))
            }
            Err(_) => plain(403),
        }
    }
}

/// On its way into the register, which is where it is taken to be.
fn is_signed(filed: &Filed) -> bool {
    matches!(filed.publication(), Publication::Signed(_))
}

/// `civil-affairs-drafter` is a drafter of civil-affairs.
fn actor(request: &Request) -> Option<Actor> {
    let person = request.headers.get("cookie")?.strip_prefix("__Host-mingbai=")?;
    let (agency, role) = person.rsplit_once('-')?;
    let role = match role {
        "drafter" => Role::Drafter,
        "reviewer" => Role::Reviewer,
        "signatory" => Role::Signatory,
        _ => return None,
    };
    Some(Actor { person: person.parse().ok()?, role, agency: Some(agency.parse().ok()?) })
}
