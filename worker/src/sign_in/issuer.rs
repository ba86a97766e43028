//! A service's issuer: what it says of itself, its keys, and what a token of it says. The protocol is the library's; what is asked of it stands here.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration as Wait;

use chrono::{DateTime, Duration, Utc};
use futures_util::StreamExt;
use mingbai_shared::roles::Claims;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    EmptyExtraTokenFields, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IdToken, IdTokenFields, IdTokenVerifier, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadata, RedirectUrl, RequestTokenError, StandardErrorResponse,
    StandardTokenResponse, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use worker::{AbortSignal, Env, Fetch, Method, Request, RequestInit, RequestRedirect};

use super::service::{Service, is_safe};
use super::way::Way;
use crate::objects::now;
use crate::patience::within;
use crate::problem::Problem;
use crate::setting;

/// How long what an issuer says of itself, its keys among it, is believed.
const BELIEVED: Duration = Duration::minutes(10);
/// How far the clocks of a service and of this district may be apart.
const LEEWAY: Duration = Duration::seconds(60);
/// How long a service may take, and how much it may say.
const PATIENCE: Wait = Wait::from_secs(5);
const MOST_BYTES: usize = 512 * 1024;

/// What an issuer says of itself besides the core of the standard.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Besides {
    /// Where a browser ends its sign-in (RP-Initiated Logout).
    #[serde(default)]
    end_session_endpoint: Option<EndSessionUrl>,
    /// Whether its answers name it (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Besides {}

type Metadata = ProviderMetadata<
    Besides,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// Everything in a token that the standard does not name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Others(#[serde(default)] pub Claims);

impl AdditionalClaims for Others {}

/// A token of an issuer, before it is verified.
pub type Token = IdToken<Others, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// This district, as a service knows it.
pub type District = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why a service's answer is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// None came.
    Unreachable,
    /// It is not what it has to be.
    NotValid,
}

/// Who came back.
#[derive(Debug)]
pub struct Identity {
    /// What the service calls them.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// What the service calls this sign-in.
    pub sign_in: Option<String>,
    /// When they last showed there who they are.
    pub proven: Option<DateTime<Utc>>,
    /// What else it says of them.
    pub claims: Claims,
}

/// An issuer, as it describes itself.
#[derive(Clone, Debug)]
pub struct Issuer {
    metadata: Metadata,
    asked: DateTime<Utc>,
}

thread_local! {
    // What issuers say of themselves, by address: nobody's secret, and the same for everybody.
    static KNOWN: RefCell<BTreeMap<String, Issuer>> = const { RefCell::new(BTreeMap::new()) };
}

/// The issuer of a service.
pub async fn of(service: &Service, env: &Env) -> Result<Issuer, Refused> {
    let known = KNOWN.with_borrow(|known| known.get(&service.issuer).cloned());
    match known.filter(|issuer| now() - issuer.asked < BELIEVED) {
        Some(issuer) => Ok(issuer),
        None => ask(service, setting::is_development(env)).await,
    }
}

async fn ask(service: &Service, development: bool) -> Result<Issuer, Refused> {
    let address = IssuerUrl::new(service.issuer.clone()).map_err(|_| Refused::NotValid)?;
    let metadata = Metadata::discover_async(address, &call).await.map_err(|wrong| match wrong {
        openidconnect::DiscoveryError::Request(_) | openidconnect::DiscoveryError::Response(..) => Refused::Unreachable,
        _ => Refused::NotValid,
    })?;
    // What an issuer says of itself may not lead to where its operator would not have sent us.
    let places = [
        Some(metadata.authorization_endpoint().to_string()),
        metadata.token_endpoint().map(ToString::to_string),
        metadata.userinfo_endpoint().map(ToString::to_string),
        Some(metadata.jwks_uri().to_string()),
        metadata.additional_metadata().end_session_endpoint.as_ref().map(ToString::to_string),
    ];
    if !places.iter().flatten().all(|place| is_safe(place, development)) {
        return Err(Refused::NotValid);
    }
    let issuer = Issuer { metadata, asked: now() };
    KNOWN.with_borrow_mut(|known| known.insert(service.issuer.clone(), issuer.clone()));
    Ok(issuer)
}

impl Issuer {
    /// This district at the issuer.
    pub fn client(&self, service: &Service, env: &Env) -> Result<District, Problem> {
        let back = format!("{}/sign-in/{}/done", super::origin(env)?, service.id);
        let back = RedirectUrl::new(back).map_err(|_| Problem::internal())?;
        let id = ClientId::new(service.client_id.clone());
        Ok(District::from_provider_metadata(self.metadata.clone(), id, service.client_secret.clone())
            .set_redirect_uri(back))
    }

    /// Whether an answer that names its issuer names this one. One that must name it and does not is not this one's (RFC 9207 §2.4).
    pub fn is_named(&self, named: Option<&str>) -> bool {
        let must = self.metadata.additional_metadata().authorization_response_iss_parameter_supported;
        named.map_or(!must, |named| named == self.metadata.issuer().as_str())
    }

    /// Who a code stands for. The token is verified: issuer, audience, signature, time, nonce; then the service is asked what else it says of them.
    pub async fn identity(
        &self,
        service: &Service,
        env: &Env,
        code: String,
        way: &Way,
    ) -> Result<Result<Identity, Refused>, Problem> {
        let client = self.client(service, env)?;
        let Ok(exchange) = client.exchange_code(AuthorizationCode::new(code)) else {
            return Ok(Err(Refused::NotValid));
        };
        let verifier = PkceCodeVerifier::new(way.verifier.clone());
        let answer = match exchange.set_pkce_verifier(verifier).request_async(&call).await {
            Ok(answer) => answer,
            // What is no answer of the protocol at all comes from something that is broken.
            Err(RequestTokenError::Request(_)) => return Ok(Err(Refused::Unreachable)),
            Err(RequestTokenError::Parse(_, body)) if !is_json(&body) => return Ok(Err(Refused::Unreachable)),
            Err(_) => return Ok(Err(Refused::NotValid)),
        };
        let Some(token) = answer.id_token() else { return Ok(Err(Refused::NotValid)) };
        let nonce = Nonce::new(way.nonce.clone());
        let (again, begun) = (way.again, way.begun);
        let read = |issuer: &Issuer| {
            let verifier = issuer.verifier(service).set_auth_time_verifier_fn(move |at| match at {
                // Who was asked to show anew who they are must have done it since.
                Some(at) if !again || at >= begun - LEEWAY => Ok(()),
                None if !again => Ok(()),
                _ => Err("not shown anew".into()),
            });
            token.claims(&verifier, &nonce).cloned()
        };
        // The service itself handed it out: a key that is not known is asked for at once.
        let Some(claims) = self.verified(service, env, Duration::zero(), read).await else {
            return Ok(Err(Refused::NotValid));
        };
        let (subject, mut name) = (claims.subject().clone(), claims.name().and_then(|name| name.get(None)).cloned());
        let mut others = claims.additional_claims().0.clone();
        if let Ok(asking) = client.user_info(answer.access_token().clone(), Some(subject.clone())) {
            let said: Result<UserInfoClaims<Others, CoreGenderClaim>, _> = asking.request_async(&call).await;
            let Ok(said) = said else { return Ok(Err(Refused::NotValid)) };
            name = name.or_else(|| said.name().and_then(|name| name.get(None)).cloned());
            // What the token says is signed, and stands.
            for (claim, value) in &said.additional_claims().0 {
                others.entry(claim.clone()).or_insert_with(|| value.clone());
            }
        }
        let sign_in = others.get("sid").and_then(|sid| sid.as_str()).map(str::to_owned);
        let name = name.map(|name| name.to_string()).unwrap_or_default();
        Ok(Ok(Identity { subject: subject.to_string(), name, sign_in, proven: claims.auth_time(), claims: others }))
    }

    /// What a token says that `read` verifies. Where its key is not known yet the issuer is asked anew, unless it was asked within `lately`.
    pub async fn verified(
        &self,
        service: &Service,
        env: &Env,
        lately: Duration,
        read: impl Fn(&Issuer) -> Result<TokenClaims, ClaimsVerificationError>,
    ) -> Option<TokenClaims> {
        let claims = match read(self) {
            Err(wrong) if is_unknown_key(&wrong) && now() - self.asked >= lately => {
                read(&ask(service, setting::is_development(env)).await.ok()?)
            }
            read => read,
        };
        let claims = claims.ok()?;
        // What the library does not look at.
        let begins = claims.additional_claims().0.get("nbf").map(|at| at.as_i64().unwrap_or(i64::MAX));
        let has_begun = begins.is_none_or(|at| at <= (now() + LEEWAY).timestamp());
        (has_begun && !claims.subject().is_empty()).then_some(claims)
    }

    /// What a token of this issuer for this district must be. Asymmetric algorithms alone: a secret that both sides hold proves nobody.
    pub fn verifier(&self, service: &Service) -> IdTokenVerifier<'static, CoreJsonWebKey> {
        use CoreJwsSigningAlgorithm as Alg;
        let client = ClientId::new(service.client_id.clone());
        IdTokenVerifier::new_public_client(client, self.metadata.issuer().clone(), self.metadata.jwks().clone())
            .set_allowed_algs([
                Alg::RsaSsaPkcs1V15Sha256,
                Alg::RsaSsaPssSha256,
                Alg::EcdsaP256Sha256,
                Alg::EcdsaP384Sha384,
                Alg::EdDsa,
            ])
            .set_time_fn(|| now() - LEEWAY)
            .set_issue_time_verifier_fn(|at| if at <= now() + LEEWAY { Ok(()) } else { Err("not yet".into()) })
    }

    /// Where a browser ends its sign-in at the service, if there is such a place.
    pub fn end(&self, service: &Service, origin: &str) -> Option<String> {
        let place = self.metadata.additional_metadata().end_session_endpoint.clone()?;
        let back = PostLogoutRedirectUrl::new([origin, "/sign-in"].concat()).ok()?;
        let request = LogoutRequest::from(place)
            .set_client_id(ClientId::new(service.client_id.clone()))
            .set_post_logout_redirect_uri(back);
        Some(request.http_get_url().to_string())
    }
}

fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok()
}

/// What a verified token says.
pub type TokenClaims = openidconnect::IdTokenClaims<Others, CoreGenderClaim>;

/// Whether a token may be good by a key that this district does not know yet.
fn is_unknown_key(wrong: &ClaimsVerificationError) -> bool {
    use openidconnect::SignatureVerificationError::NoMatchingKey;
    matches!(wrong, ClaimsVerificationError::SignatureVerification(NoMatchingKey))
}

/// What went wrong on the way to a service. The library wants an error that it can show; it is never shown.
#[derive(Debug)]
pub struct Unanswered;

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sign-in service did not answer")
    }
}

impl std::error::Error for Unanswered {}

/// One request of the library's. Redirects are not followed: a service answers where it says that it does.
pub async fn call(request: HttpRequest) -> Result<HttpResponse, Unanswered> {
    within(PATIENCE, async |signal| send(request, signal).await).await.ok_or(Unanswered)
}

async fn send(request: HttpRequest, signal: &AbortSignal) -> Option<HttpResponse> {
    let (parts, body) = request.into_parts();
    let headers = worker::Headers::new();
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), value.to_str().ok()?).ok()?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::from(parts.method.to_string()))
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual);
    if !body.is_empty() {
        init.with_body(Some(js_sys::Uint8Array::from(body.as_slice()).into()));
    }
    let request = Request::new_with_init(&parts.uri.to_string(), &init).ok()?;
    let mut answer = Fetch::Request(request).send_with_signal(signal).await.ok()?;
    let mut built = openidconnect::http::Response::builder().status(answer.status_code());
    for (name, value) in answer.headers() {
        built = built.header(name, value);
    }
    let mut bytes = Vec::new();
    let mut stream = answer.stream().ok()?;
    while let Some(chunk) = stream.next().await {
        bytes.extend_from_slice(&chunk.ok()?);
        if bytes.len() > MOST_BYTES {
            return None;
        }
    }
    built.body(bytes).ok()
}
