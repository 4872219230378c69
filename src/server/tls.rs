//! TLS and mutual TLS, whose files may be replaced while the server runs.
//!
//! Whoever renews certificates replaces files, or the symlink of the folder they lie in; neither can
//! be watched for in the same way everywhere, so the files are read again every few seconds. New
//! connections get what was read last and is good; those that are open keep what they have. A bad
//! certificate, also one that is not valid now, is reported and the one before it stays.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{InvalidMessage, RootCertStore, ServerConfig};
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tracing::{debug, error, info, warn};
use webpki::EndEntityCert;
use x509_parser::parse_x509_certificate;
use x509_parser::time::ASN1Time;

use super::metrics::HandshakeFailure;
use super::peer::Peer;
use super::settings::Settings;
use super::shared::Shared;
use super::sockets::Wire;

/// What a server shows and whom it lets in.
#[derive(Debug)]
pub(super) struct Tls {
    files: Files,
    /// Names of clients that may call; none is all whom the authority has signed.
    clients: Option<Vec<String>>,
    reload: Duration,
    current: RwLock<Arc<Shown>>,
}

/// What new connections get.
#[derive(Debug)]
struct Shown {
    config: Arc<ServerConfig>,
    /// When its certificate ends.
    expiry: ASN1Time,
}

/// Where things lie.
#[derive(Clone, Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
    client_authority: Option<PathBuf>,
}

/// What they held when they were read together. Not to be printed: one is a key.
#[derive(PartialEq, Eq)]
struct Contents {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_authority: Option<Vec<u8>>,
}

impl Tls {
    /// As the settings want it, with what keeps it fresh; none when they want none.
    ///
    /// # Errors
    /// When a file cannot be read or does not hold what it should; says which.
    pub(super) fn load(settings: &Settings) -> anyhow::Result<Option<(Arc<Self>, Renewal)>> {
        let (Some(certificate), Some(key)) = (&settings.tls_cert, &settings.tls_key) else { return Ok(None) };
        let client_authority = settings.tls_client_ca.clone();
        let files = Files { certificate: certificate.clone(), key: key.clone(), client_authority };
        let known = files.read()?;
        let current = RwLock::new(Arc::new(shown(&known)?));
        let clients = settings.tls_clients.clone();
        let tls = Arc::new(Self { files, clients, reload: settings.tls_reload, current });
        Ok(Some((Arc::clone(&tls), Renewal { tls, known, faults: Faults::default() })))
    }

    /// The stream inside a connection, and the name that the client has shown; else why there is none.
    pub(super) async fn accept(
        &self,
        stream: Box<dyn Wire>,
        peer: &Peer,
    ) -> Result<Secured, HandshakeFailure> {
        let stream = TlsAcceptor::from(Arc::clone(&self.current().config)).accept(stream).await;
        let stream = stream.map_err(|error| {
            if is_plain(&error) {
                warn!(%peer, "closed a connection: the client speaks without TLS, and this port wants it");
            } else {
                debug!(%error, "a TLS handshake failed");
            }
            HandshakeFailure::Handshake
        })?;
        let names = names(&stream);
        let client = match &self.clients {
            None => names.into_iter().next(),
            Some(clients) => {
                let known = names.into_iter().find(|name| clients.iter().any(|it| **it == **name));
                Some(known.ok_or_else(|| {
                    info!("refused a client whose certificate has none of the names that may call");
                    HandshakeFailure::ClientName
                })?)
            }
        };
        Ok((Box::new(stream), client))
    }

    /// When the certificate that new connections get ends, in seconds since 1970.
    pub(super) fn expiry(&self) -> i64 {
        self.current().expiry.timestamp()
    }

    fn current(&self) -> Arc<Shown> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether what came is no TLS at all.
fn is_plain(error: &std::io::Error) -> bool {
    let error = error.get_ref().and_then(|it| it.downcast_ref());
    matches!(error, Some(rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)))
}

/// A stream under TLS, and the name in the client's certificate.
type Secured = (Box<dyn Wire>, Option<Arc<str>>);

/// The names of a client, as a URI (SPIFFE) or a DNS name of its certificate. That the authority has signed it was
/// seen in the handshake.
fn names(stream: &TlsStream<Box<dyn Wire>>) -> Vec<Arc<str>> {
    let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let Some(Ok(shown)) = shown.map(EndEntityCert::try_from) else { return Vec::new() };
    shown.valid_uri_names().chain(shown.valid_dns_names()).map(Arc::from).collect()
}

/// What keeps the files fresh.
pub(super) struct Renewal {
    tls: Arc<Tls>,
    /// What holds now.
    known: Contents,
    faults: Faults,
}

/// What was wrong with new files.
#[derive(Default)]
struct Faults {
    /// The last time they were read.
    last: Option<String>,
    /// What was logged last.
    told: Option<String>,
}

impl Faults {
    /// Whether a fault is to be logged: each once, and only when it is met again, because the first time the files may
    /// have been read while they were replaced.
    fn is_news(&mut self, fault: &str) -> bool {
        let met = self.is_met_again(fault);
        let news = met && self.told.as_deref() != Some(fault);
        self.last = Some(fault.to_owned());
        if news {
            self.told = Some(fault.to_owned());
        }
        news
    }

    fn is_met_again(&self, fault: &str) -> bool {
        self.last.as_deref() == Some(fault)
    }
}

impl Renewal {
    /// Looks for new files, for ever.
    pub(super) async fn run(mut self, shared: Arc<Shared>) {
        shared.metrics.tls.expires(self.tls.expiry());
        loop {
            sleep(self.tls.reload).await;
            let tls = Arc::clone(&self.tls);
            let Ok(read) = spawn_blocking(move || tls.files.read()).await else { continue };
            match read.and_then(|contents| self.renew(contents)) {
                Ok(()) => self.faults = Faults::default(),
                Err(error) => self.failed(&format!("{error:#}"), &shared),
            }
            shared.metrics.tls.expires(self.tls.expiry());
        }
    }

    fn failed(&mut self, fault: &str, shared: &Shared) {
        if self.faults.is_met_again(fault) {
            shared.metrics.tls.reload_failed();
        }
        if self.faults.is_news(fault) {
            error!(error = fault, "cannot use the new certificates; the ones before stay");
        }
    }

    /// Makes the contents hold, where they are new.
    fn renew(&mut self, contents: Contents) -> anyhow::Result<()> {
        if contents == self.known {
            let left = self.tls.current().expiry >= ASN1Time::now();
            ensure!(left, "the certificate in use has expired, and there is no other");
            return Ok(());
        }
        let shown = Arc::new(shown(&contents)?);
        *self.tls.current.write().unwrap_or_else(PoisonError::into_inner) = shown;
        self.known = contents;
        info!("new certificates hold for new connections");
        Ok(())
    }
}

impl Files {
    fn read(&self) -> anyhow::Result<Contents> {
        let read =
            |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        Ok(Contents {
            certificate: read(&self.certificate)?,
            key: read(&self.key)?,
            client_authority: self.client_authority.as_deref().map(read).transpose()?,
        })
    }
}

/// What the contents are good for, now.
fn shown(contents: &Contents) -> anyhow::Result<Shown> {
    let config = Arc::new(config(contents)?);
    let chain = certificates(&contents.certificate)?;
    let expiry = chain.first().context("the certificate").and_then(expiry)?;
    Ok(Shown { config, expiry })
}

/// When a certificate ends that is valid now. Those after the first are not looked at: chains are sent with expired
/// roots, which clients do not need.
fn expiry(certificate: &CertificateDer<'_>) -> anyhow::Result<ASN1Time> {
    let (_, read) =
        parse_x509_certificate(certificate).map_err(|error| anyhow!("the certificate: {error}"))?;
    let (validity, now) = (read.validity(), ASN1Time::now());
    ensure!(validity.not_before <= now, "the certificate is not valid before {}", validity.not_before);
    ensure!(validity.not_after >= now, "the certificate has expired at {}", validity.not_after);
    Ok(validity.not_after)
}

/// What rustls wants. That the key belongs to the certificate is checked here, too.
fn config(contents: &Contents) -> anyhow::Result<ServerConfig> {
    let chain = certificates(&contents.certificate).context("the certificate")?;
    let key = PrivateKeyDer::from_pem_slice(&contents.key).map_err(|error| anyhow!("the key: {error}"))?;
    let provider = Arc::new(ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = match &contents.client_authority {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(authority).context("the authority of clients")? {
                roots.add(root).context("the authority of clients")?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.context("the authority of clients")?)
        }
    };
    let mut config = builder.with_single_cert(chain, key).context("the certificate and its key")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(pem: &[u8]) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let read = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let all = read.map_err(|error| anyhow!("is no PEM: {error}"))?;
    ensure!(!all.is_empty(), "holds no certificate");
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_logged_once_and_not_the_first_time() {
        let mut faults = Faults::default();
        let heard = ["a", "a", "a", "b", "b", "a", "a"].map(|fault| faults.is_news(fault));
        assert_eq!(heard, [false, true, false, false, true, false, true]);
    }
}
